import type { Database } from 'better-sqlite3';
import { datasetSummarySchema, mostNameLetters, type DatasetSummary } from '@shared/dataset';

/** The datasets known by name; a removed one keeps its row so that it can be restored. */
export type DatasetsTable = {
  /** Datasets that are not removed, newest first. */
  list(): DatasetSummary[];
  /** Datasets that are removed, the one removed last first. */
  removed(): DatasetSummary[];
  /** A dataset by name, or null; `removed` says whether to look among those removed. */
  find(name: string, removed?: boolean): DatasetSummary | null;
  /**
   * Stores a dataset. A removed one of the same name gives way: with the same content it is this one, else it stays removed under a
   * free name, `flowers (2)`. Throws SQLite's error when the name is in use.
   */
  insert(summary: DatasetSummary): void;
  /** Marks as removed; false when there is no such dataset. */
  remove(name: string, removedAt: string): boolean;
  /** Undoes a removal; false when there is none. */
  restore(name: string): boolean;
  /** Deletes a removed dataset; false when there is none. */
  drop(name: string): boolean;
  /** Datasets with these data, removed ones too. */
  countOf(hash: string): number;
};

/** Statements over the table `datasets(name, hash, summary, imported_at, removed_at)`. */
export function datasetsTable(database: Database): DatasetsTable {
  const list = database.prepare(
    'SELECT summary FROM datasets WHERE removed_at IS NULL ORDER BY imported_at DESC, rowid DESC',
  );
  const removed = database.prepare(
    'SELECT summary FROM datasets WHERE removed_at IS NOT NULL ORDER BY removed_at DESC, rowid DESC',
  );
  const find = database.prepare(
    'SELECT summary FROM datasets WHERE name = ? AND (removed_at IS NOT NULL) = ?',
  );
  const clear = database.prepare('DELETE FROM datasets WHERE name = ? AND removed_at IS NOT NULL');
  const has = database.prepare('SELECT 1 FROM datasets WHERE name = ?');
  const rename = database.prepare('UPDATE datasets SET name = ?, summary = ? WHERE name = ?');
  const insert = database.prepare(
    'INSERT INTO datasets (name, hash, summary, imported_at) VALUES (?, ?, ?, ?)',
  );
  const remove = database.prepare('UPDATE datasets SET removed_at = ? WHERE name = ? AND removed_at IS NULL');
  const restore = database.prepare(
    'UPDATE datasets SET removed_at = NULL WHERE name = ? AND removed_at IS NOT NULL',
  );
  const countOf = database.prepare<[string], number>('SELECT count(*) FROM datasets WHERE hash = ?').pluck();
  const giveWay = ({ name, hash }: DatasetSummary) => {
    const row = find.get(name, 1);
    if (row === undefined) return;
    const there = summaryOf(row);
    if (there.hash === hash) return void clear.run(name);
    const free = freeName(name, (wanted) => has.get(wanted) !== undefined);
    rename.run(free, JSON.stringify({ ...there, name: free }), name);
  };
  return {
    list: () => list.all().map(summaryOf),
    removed: () => removed.all().map(summaryOf),
    find: (name, removed = false) => {
      const row = find.get(name, removed ? 1 : 0);
      return row === undefined ? null : summaryOf(row);
    },
    insert: database.transaction((summary: DatasetSummary) => {
      giveWay(summary);
      insert.run(summary.name, summary.hash, JSON.stringify(summary), summary.importedAt);
    }).immediate,
    remove: (name, removedAt) => remove.run(removedAt, name).changes === 1,
    restore: (name) => restore.run(name).changes === 1,
    drop: (name) => clear.run(name).changes === 1,
    countOf: (hash) => countOf.get(hash) ?? 0,
  };
}

/** The name with the lowest number that is not taken, no longer than a name may be. */
function freeName(name: string, isTaken: (wanted: string) => boolean): string {
  for (let number = 2; ; number += 1) {
    const ending = ` (${number})`;
    const wanted = `${name
      .slice(0, mostNameLetters - ending.length)
      .replace(/\p{Cs}$/u, '')
      .trimEnd()}${ending}`;
    if (!isTaken(wanted)) return wanted;
  }
}

function summaryOf(row: unknown): DatasetSummary {
  return datasetSummarySchema.parse(JSON.parse((row as { summary: string }).summary));
}
