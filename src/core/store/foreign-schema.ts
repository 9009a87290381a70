import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import { migrations } from './migrations';

/** Throws `storage` for a store that holds triggers or views: this program makes none, so somebody else did. */
export function refuseForeignSchema(connection: Database.Database): void {
  const found = connection
    .prepare<[], { type: string; name: string }>(
      `SELECT type, name FROM sqlite_schema WHERE type IN ('trigger', 'view') LIMIT 1`,
    )
    .get();
  if (!found) return;
  throw new WorkbenchError(
    'storage',
    `The store ${connection.name} holds a ${found.type} ("${found.name}") that Metric Workbench did not make.`,
    'Use this store only if you trust who gave it to you: remove that part with a database tool, or restore a backup.',
  );
}

/**
 * Throws `storage` for a store whose tables and indexes are not, letter by letter, those that the migrations up to its version
 * make: a changed table could break any promise that the program relies on.
 */
export function refuseChangedSchema(connection: Database.Database): void {
  const version = Number(connection.pragma('user_version', { simple: true }));
  if (version === 0) return;
  const expected = schemaOf(version);
  const found = partsOf(connection);
  const odd = [...new Set([...expected.keys(), ...found.keys()])].find(
    (part) => expected.get(part) !== found.get(part),
  );
  if (odd === undefined) return;
  throw new WorkbenchError(
    'storage',
    `The store ${connection.name} is not laid out as Metric Workbench made it (${odd}).`,
    'It was changed by another program. Restore a backup, or choose another folder with --home.',
  );
}

const known = new Map<number, ReadonlyMap<string, string>>();

/** The parts that the first `version` migrations make, made once in memory. */
function schemaOf(version: number): ReadonlyMap<string, string> {
  const made = known.get(version);
  if (made) return made;
  const empty = new Database(':memory:');
  for (const { sql } of migrations.slice(0, version)) empty.exec(sql);
  const parts = partsOf(empty);
  empty.close();
  known.set(version, parts);
  return parts;
}

/** SQL by `table "runs"`; what SQLite makes for itself (`sqlite_…`) is left out. */
function partsOf(connection: Database.Database): ReadonlyMap<string, string> {
  const rows = connection
    .prepare<[], { type: string; name: string; sql: string | null }>(
      `SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`,
    )
    .all();
  return new Map(rows.map(({ type, name, sql }) => [`${type} "${name}"`, sql ?? '']));
}
