import type { Connection } from './database';

/** Statements that delete runs for good, a bounded number of rows at a time, and one that tells what needs a dataset. */
export type TrashTable = ReturnType<typeof trashTable>;

const parts = ['metrics', 'run_events', 'errors_by_k', 'artefacts', 'checkpoints'] as const;
/** The columns that number the rows of a part within its run. */
const keys: Record<(typeof parts)[number], string> = {
  metrics: 'key_id, epoch',
  run_events: 'seq',
  errors_by_k: 'split, k',
  artefacts: 'name',
  checkpoints: 'seq',
};

/** Prepares the statements of {@link TrashTable}. */
export function trashTable(db: Connection) {
  const mark = db.prepare<[number]>(`
    UPDATE runs SET deleting = 1 WHERE id = ? AND removed_at IS NOT NULL AND locked = 0 AND study_id IS NULL
      AND status NOT IN ('queued', 'running') AND deleting = 0`);
  const marked = db.prepare<[], { id: number }>(
    'SELECT id FROM runs WHERE removed_at IS NOT NULL AND deleting = 1 ORDER BY id',
  );
  const drop = parts.map((part) =>
    db.prepare<[number, number, number]>(
      `DELETE FROM ${part} WHERE run_id = ? AND (${keys[part]}) IN
         (SELECT ${keys[part]} FROM ${part} WHERE run_id = ? LIMIT ?)`,
    ),
  );
  const dropRun = db.prepare<[number]>('DELETE FROM runs WHERE id = ? AND deleting = 1');
  const uses = db.prepare<{ hash: string }, { runs: number; sweeps: number }>(`
    SELECT (SELECT count(*) FROM runs WHERE dataset_hash = @hash AND deleting = 0) AS runs,
      (SELECT count(*) FROM sweeps WHERE dataset_hash = @hash) AS sweeps`);
  return {
    /** Marks a run in the trash as being deleted; false when it is locked, under way, of a study, or not there. */
    mark: (row: number): boolean => mark.run(row).changes === 1,
    /** Rows of the runs that are being deleted. */
    marked: (): number[] => marked.all().map(({ id }) => id),
    /** Deletes at most `limit` rows of what a run has; false once nothing is left. */
    dropSome: (row: number, limit: number): boolean =>
      drop.some((statement) => statement.run(row, row, limit).changes > 0),
    /** Deletes the run itself, when nothing else of it is left. */
    dropRun: (row: number): void => void dropRun.run(row),
    /** Runs and sweeps that were made on the data with this hash, those in the trash among them. */
    usesOf: (hash: string): { runs: number; sweeps: number } => uses.get({ hash })!,
  };
}
