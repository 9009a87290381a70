import { defineMigration } from './migration';

/** Finds the names that are taken without reading ten thousand runs. */
export const namesOfRuns = defineMigration({
  id: '0006-names-of-runs',
  sql: `CREATE INDEX runs_name ON runs (name) WHERE removed_at IS NULL;`,
});
