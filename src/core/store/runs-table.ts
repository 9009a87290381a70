import type { EngineName, RunError, RunStatus } from '@shared/run';
import type { Connection } from './database';
import { freeNames } from './free-name';
import type { Annotations, NewRun, RunRow } from './run-row';

/** What a list shows of a run: all but versions and facts, which are long. */
const listed = `id, name, status, config, dataset_hash, tags, study_id, study_part, study_label, created_at,
  started_at, finished_at, engine, path, epoch, epochs, last_loss, scores, timing, error, last_seq, attempt,
  removed_at, notes, starred, locked, deleting, best_loss, best_validation_error, NULL AS versions, NULL AS facts`;

/** Statements on `runs`: what people ask of a run and how it moves through the queue. */
export type RunsTable = ReturnType<typeof runsTable>;

/** Prepares the statements of {@link RunsTable}. */
export function runsTable(db: Connection) {
  const insert = db.prepare<Record<string, unknown>>(`
    INSERT INTO runs (name, status, config, dataset_hash, seed, tags, study_id, study_part, study_label, created_at,
      epochs, queue_order)
    VALUES (@name, 'queued', @config, @datasetHash, @seed, @tags, @studyId, @part, @label, @createdAt, @epochs,
      (SELECT coalesce(max(queue_order), 0) + 1 FROM runs))`);
  const byRow = db.prepare<[number], RunRow>('SELECT * FROM runs WHERE id = ? AND deleting = 0');
  const present = db.prepare<[], RunRow>(
    `SELECT ${listed} FROM runs WHERE removed_at IS NULL ORDER BY id DESC`,
  );
  const ofStudy = db.prepare<[number], RunRow>(
    'SELECT * FROM runs WHERE study_id = ? AND deleting = 0 ORDER BY id',
  );
  const plainOn = db.prepare<[string, string], { id: number }>(selectPlain);
  const usedEngine = db
    .prepare<[], EngineName>(
      `SELECT engine ->> 'name' FROM runs WHERE engine IS NOT NULL AND config ->> 'engine' = 'auto' ORDER BY id DESC LIMIT 1`,
    )
    .pluck();
  const queued = db.prepare<[], { id: number }>(
    `SELECT id FROM runs WHERE status = 'queued' AND removed_at IS NULL ORDER BY queue_order`,
  );
  const unfinished = db.prepare<[], { id: number }>(`SELECT id FROM runs WHERE status = 'running'`);
  const launch = db.prepare<[string, number]>(`
    UPDATE runs SET status = 'running', attempt = attempt + 1, started_at = coalesce(started_at, ?), error = NULL,
      finished_at = NULL WHERE id = ? AND status = 'queued'`);
  const enqueue = db.prepare<[number]>(`
    UPDATE runs SET status = 'queued', finished_at = NULL, error = NULL,
      queue_order = (SELECT max(queue_order) + 1 FROM runs) WHERE id = ?`);
  const end = db.prepare<[RunStatus, string | null, string, number]>(
    'UPDATE runs SET status = ?, error = ?, finished_at = ? WHERE id = ?',
  );

  return {
    /** Stores a run as queued and gives its row number. */
    insert: (run: NewRun): number => Number(insert.run(asColumns(run)).lastInsertRowid),
    freeName: freeNames(db, 'runs'),
    byRow: (row: number): RunRow | undefined => byRow.get(row),
    /** Every run that was not removed, newest first, without versions and facts. */
    list: (): RunRow[] => present.all(),
    ofStudy: (study: number): RunRow[] => ofStudy.all(study),
    /** A finished run of plain L2 on a dataset under a normaliser. */
    plainOn: (datasetHash: string, normalizer: string): number | undefined =>
      plainOn.get(datasetHash, normalizer)?.id,
    /** The engine that `auto` came to in the newest run that was trained; null before the first. */
    usedEngine: (): EngineName | null => usedEngine.get() ?? null,
    /** Rows of queued runs, next first. */
    queued: (): number[] => queued.all().map(({ id }) => id),
    running: (): number[] => unfinished.all().map(({ id }) => id),
    /** Queued → running with a new attempt; false when it was not queued any more. */
    launch: (row: number, now: string): boolean => launch.run(now, row).changes === 1,
    enqueue: (row: number): void => void enqueue.run(row),
    /** Puts a run into a state in which nothing happens to it any more. */
    end: (row: number, status: RunStatus, error: RunError | null, now: string): void =>
      void end.run(status, error && JSON.stringify(error), now, row),
    ...recordStatements(db),
  };
}

/** What a person does to runs as records, and the trash. */
function recordStatements(db: Connection) {
  const pages = ['removed_at IS NULL', 'removed_at IS NOT NULL AND deleting = 0'].map((which) =>
    db.prepare<[number, number], RunRow>(
      `SELECT ${listed} FROM runs WHERE ${which} AND id < ? ORDER BY id DESC LIMIT ?`,
    ),
  );
  const removed = db.prepare<[], RunRow>(
    `SELECT ${listed} FROM runs WHERE removed_at IS NOT NULL AND deleting = 0 ORDER BY removed_at DESC, id DESC`,
  );
  const several = db.prepare<[string], RunRow>(
    `SELECT ${listed} FROM runs WHERE deleting = 0 AND id IN (SELECT value FROM json_each(?))`,
  );
  const madeAt = db.prepare<[string, string], RunRow>(
    `SELECT ${listed} FROM runs WHERE created_at = ? AND dataset_hash = ? AND deleting = 0 ORDER BY removed_at NOTNULL, id`,
  );
  const rename = db.prepare<[string, number]>('UPDATE runs SET name = ? WHERE id = ?');
  const annotate = db.prepare<[string, string, number, number, number]>(
    'UPDATE runs SET tags = ?, notes = ?, starred = ?, locked = ? WHERE id = ?',
  );
  const remove = db.prepare<[string, number]>('UPDATE runs SET removed_at = ? WHERE id = ?');
  const restore = db.prepare<[number]>('UPDATE runs SET removed_at = NULL WHERE id = ?');
  return {
    /** At most `limit` runs older than one (null: from the newest on), in the trash or outside of it. */
    page: (before: number | null, trash: boolean, limit: number): RunRow[] =>
      pages[Number(trash)]!.all(before ?? Number.MAX_SAFE_INTEGER, limit),
    /** Every run in the trash, the one removed last first, without versions and facts. */
    removed: (): RunRow[] => removed.all(),
    /** Those of some runs that are there, without versions and facts. */
    several: (rows: readonly number[]): RunRow[] => several.all(JSON.stringify(rows)),
    /** Runs made at a moment on a dataset, those in the trash last; without versions and facts. */
    madeAt: (createdAt: string, datasetHash: string): RunRow[] => madeAt.all(createdAt, datasetHash),
    rename: (row: number, name: string): void => void rename.run(name, row),
    /** Stores what a person notes on a run. */
    annotate: (row: number, { tags, notes, starred, locked }: Annotations): void =>
      void annotate.run(JSON.stringify(tags), notes, Number(starred), Number(locked), row),
    remove: (row: number, now: string): void => void remove.run(now, row),
    restore: (row: number): void => void restore.run(row),
  };
}

function asColumns(run: NewRun): Record<string, unknown> {
  const { name, config, datasetHash, tags, epochs, createdAt, study } = run;
  return {
    name,
    config: JSON.stringify(config),
    datasetHash,
    seed: config.seed,
    tags: JSON.stringify(tags),
    studyId: study?.row ?? null,
    part: study?.part ?? null,
    label: study?.label ?? null,
    createdAt,
    epochs,
  };
}

const selectPlain = `
  SELECT id FROM runs WHERE dataset_hash = ? AND status = 'finished' AND removed_at IS NULL
    AND config ->> 'loss' IS NULL AND config ->> 'embedding' = 'identity' AND config ->> 'normalizer' = ?
  ORDER BY id LIMIT 1`;
