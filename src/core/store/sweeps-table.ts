import type { ErrorBody } from '@shared/errors';
import type { RunStatus } from '@shared/run';
import type { SweepConfig } from '@shared/sweep';
import type { Connection } from './database';
import { freeNames } from './free-name';

/** A row of `sweeps` as SQLite gives it: JSON still as text. `plan` is what was planned, without its units. */
export type SweepDbRow = {
  id: number;
  name: string;
  status: RunStatus;
  config: string;
  plan: string;
  dataset_hash: string;
  tags: string;
  engine: string | null;
  created_at: string;
  started_at: string | null;
  finished_at: string | null;
  total_ms: number;
  error: string | null;
  removed_at: string | null;
};

/** What is known of a sweep when it is asked for. */
export type NewSweep = {
  name: string;
  config: SweepConfig;
  plan: object;
  datasetHash: string;
  tags: readonly string[];
  createdAt: string;
};

/** Statements on `sweeps`: what people ask of a sweep and how it moves through the queue. */
export type SweepsTable = ReturnType<typeof sweepsTable>;

/** Prepares the statements of {@link SweepsTable}. */
export function sweepsTable(db: Connection) {
  return { ...reading(db), ...writing(db) };
}

function reading(db: Connection) {
  const byRow = db.prepare<[number], SweepDbRow>('SELECT * FROM sweeps WHERE id = ?');
  const present = db.prepare<[], SweepDbRow>(
    'SELECT * FROM sweeps WHERE removed_at IS NULL ORDER BY id DESC',
  );
  const removed = db.prepare<[], SweepDbRow>(
    'SELECT * FROM sweeps WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, id DESC',
  );
  const queued = db.prepare<[], { id: number }>(
    `SELECT id FROM sweeps WHERE status = 'queued' AND removed_at IS NULL ORDER BY queue_order`,
  );
  const running = db.prepare<[], { id: number }>(`SELECT id FROM sweeps WHERE status = 'running'`);

  return {
    freeName: freeNames(db, 'sweeps'),
    byRow: (row: number): SweepDbRow | undefined => byRow.get(row),
    /** Every sweep that was not removed, newest first. */
    list: (): SweepDbRow[] => present.all(),
    /** Every removed sweep, the one removed last first. */
    removed: (): SweepDbRow[] => removed.all(),
    /** Rows of queued sweeps, next first. */
    queued: (): number[] => queued.all().map(({ id }) => id),
    running: (): number[] => running.all().map(({ id }) => id),
  };
}

function writing(db: Connection) {
  const insert = db.prepare<Record<string, unknown>>(`
    INSERT INTO sweeps (name, status, config, plan, dataset_hash, tags, created_at, queue_order)
    VALUES (@name, 'queued', @config, @plan, @datasetHash, @tags, @createdAt,
      (SELECT coalesce(max(queue_order), 0) + 1 FROM sweeps))`);
  const launch = db.prepare<[string, number]>(`
    UPDATE sweeps SET status = 'running', started_at = coalesce(started_at, ?), finished_at = NULL, error = NULL
    WHERE id = ? AND status = 'queued'`);
  const enqueue = db.prepare<[number]>(`
    UPDATE sweeps SET status = 'queued', finished_at = NULL, error = NULL,
      queue_order = (SELECT max(queue_order) + 1 FROM sweeps) WHERE id = ?`);
  const replan = db.prepare<[string, number]>('UPDATE sweeps SET plan = ? WHERE id = ?');
  const spend = db.prepare<[number, number]>('UPDATE sweeps SET total_ms = ? WHERE id = ?');
  const computedBy = db.prepare<[string | null, number]>('UPDATE sweeps SET engine = ? WHERE id = ?');
  const end = db.prepare<[RunStatus, string | null, string, number]>(
    'UPDATE sweeps SET status = ?, error = ?, finished_at = ? WHERE id = ?',
  );
  const remove = db.prepare<[string, number]>('UPDATE sweeps SET removed_at = ? WHERE id = ?');
  const restore = db.prepare<[number]>('UPDATE sweeps SET removed_at = NULL WHERE id = ?');
  const drop = db.prepare<[number]>('DELETE FROM sweeps WHERE id = ? AND removed_at IS NOT NULL');

  return {
    /** Stores a sweep as queued and gives its row number. */
    insert: (sweep: NewSweep): number => Number(insert.run(asColumns(sweep)).lastInsertRowid),
    /** Queued → running; false when it was not queued any more. */
    launch: (row: number, now: string): boolean => launch.run(now, row).changes === 1,
    enqueue: (row: number): void => void enqueue.run(row),
    /** Puts another plan in the place of one that an earlier version made. */
    replan: (row: number, plan: object): void => void replan.run(JSON.stringify(plan), row),
    /** Milliseconds that it has trained so far, over all attempts. */
    spend: (row: number, totalMs: number): void => void spend.run(totalMs, row),
    computedBy: (row: number, engine: string | null): void => void computedBy.run(engine, row),
    /** Puts a sweep into a state in which nothing happens to it any more. */
    end: (row: number, status: RunStatus, error: ErrorBody | null, now: string): void =>
      void end.run(status, error && JSON.stringify(error), now, row),
    remove: (row: number, now: string): void => void remove.run(now, row),
    restore: (row: number): void => void restore.run(row),
    /** Deletes a sweep in the trash, when nothing else of it is left. */
    drop: (row: number): void => void drop.run(row),
  };
}

function asColumns({ name, config, plan, datasetHash, tags, createdAt }: NewSweep): Record<string, unknown> {
  return {
    name,
    config: JSON.stringify(config),
    plan: JSON.stringify(plan),
    datasetHash,
    tags: JSON.stringify(tags),
    createdAt,
  };
}
