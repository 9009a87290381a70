import type { Connection } from './database';

/** A row of `studies`; `dataset` is the dataset's summary as JSON, as it was when the study began. */
export type StudyRow = { id: number; kind: 'tutorial'; dataset: string; created_at: string };

/** Statements on `studies`; the runs of a study carry its number. */
export type StudiesTable = ReturnType<typeof studiesTable>;

/** Prepares the statements of {@link StudiesTable}. */
export function studiesTable(db: Connection) {
  const insert = db.prepare<[string, string, string]>(
    'INSERT INTO studies (kind, dataset, created_at) VALUES (?, ?, ?)',
  );
  const byRow = db.prepare<[number], StudyRow>(
    'SELECT id, kind, dataset, created_at FROM studies WHERE id = ?',
  );
  const all = db.prepare<[], StudyRow>('SELECT id, kind, dataset, created_at FROM studies ORDER BY id DESC');
  return {
    insert: (kind: StudyRow['kind'], dataset: string, createdAt: string): number =>
      Number(insert.run(kind, dataset, createdAt).lastInsertRowid),
    byRow: (row: number): StudyRow | undefined => byRow.get(row),
    list: (): StudyRow[] => all.all(),
  };
}
