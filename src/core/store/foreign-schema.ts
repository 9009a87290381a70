import type { Database } from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';

/** Throws `storage` for a store that holds triggers or views: this program makes none, so somebody else did. */
export function refuseForeignSchema(connection: Database): void {
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
