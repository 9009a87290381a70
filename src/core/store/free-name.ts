import type { Connection } from './database';

/**
 * Gives the name that a new row gets when nobody named it: the wanted one, or with " (2)", " (3)" … when a row outside of the trash has
 * it. The number is one more than the highest, so that later ones have higher numbers. Of runs only an index is read: ten thousand of
 * one name take milliseconds.
 */
export function freeNames(db: Connection, table: 'runs' | 'sweeps'): (wanted: string) => string {
  const taken = db.prepare<[string], number>(
    `SELECT 1 FROM ${table} WHERE removed_at IS NULL AND name = ? LIMIT 1`,
  );
  // ')' follows '(' in ASCII: the range holds the names that begin with the wanted one and " (".
  const highest = db
    .prepare<{ wanted: string }, number | null>(
      `SELECT max(number) FROM (
        SELECT name, CAST(substr(name, length(@wanted) + 3) AS INTEGER) AS number FROM ${table}
        WHERE removed_at IS NULL AND name >= @wanted || ' (' AND name < @wanted || ' )'
      ) WHERE name = @wanted || ' (' || number || ')'`,
    )
    .pluck();
  return (wanted) =>
    taken.get(wanted) ? `${wanted} (${Math.max(1, highest.get({ wanted }) ?? 1) + 1})` : wanted;
}
