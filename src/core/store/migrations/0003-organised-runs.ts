import { defineMigration } from './migration';

/** What people note on runs, the best value of their curves, runs that are being deleted, and saved views. */
export const organisedRuns = defineMigration({
  id: '0003-organised-runs',
  sql: `
    ALTER TABLE runs ADD COLUMN notes TEXT NOT NULL DEFAULT '';
    ALTER TABLE runs ADD COLUMN starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1));
    ALTER TABLE runs ADD COLUMN locked INTEGER NOT NULL DEFAULT 0 CHECK (locked IN (0, 1));
    ALTER TABLE runs ADD COLUMN deleting INTEGER NOT NULL DEFAULT 0 CHECK (deleting IN (0, 1));
    ALTER TABLE runs ADD COLUMN best_loss REAL;
    ALTER TABLE runs ADD COLUMN best_validation_error REAL;
    UPDATE runs SET
      best_loss = (SELECT min(value) FROM metrics WHERE run_id = runs.id AND key_id = 1),
      best_validation_error = (SELECT min(value) FROM metrics WHERE run_id = runs.id AND key_id = 4);
    CREATE INDEX runs_removed ON runs (removed_at) WHERE removed_at IS NOT NULL;

    CREATE TABLE saved_views (
      name TEXT PRIMARY KEY NOT NULL CHECK (length(name) BETWEEN 1 AND 60),
      query TEXT NOT NULL CHECK (length(query) <= 2000)
    ) STRICT, WITHOUT ROWID;
  `,
});
