import { defineMigration } from './migration';

/** Sweeps, and the result of each of their fits; means over folds are made from these and never stored. */
export const sweeps = defineMigration({
  id: '0002-sweeps',
  sql: `
    CREATE TABLE sweeps (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      status TEXT NOT NULL CHECK (
        status IN ('queued', 'running', 'finished', 'cancelled', 'interrupted', 'diverged', 'failed')
      ),
      config TEXT NOT NULL CHECK (json_valid(config)),
      plan TEXT NOT NULL CHECK (json_valid(plan)),
      dataset_hash TEXT NOT NULL,
      tags TEXT NOT NULL CHECK (json_valid(tags)),
      engine TEXT,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      total_ms REAL NOT NULL DEFAULT 0,
      error TEXT CHECK (json_valid(error)),
      queue_order INTEGER NOT NULL,
      removed_at TEXT
    ) STRICT;
    CREATE INDEX sweeps_by_status ON sweeps (status, queue_order);

    CREATE TABLE sweep_units (
      sweep_id INTEGER NOT NULL REFERENCES sweeps (id),
      unit_id TEXT NOT NULL,
      ordinal INTEGER NOT NULL CHECK (ordinal >= 0),
      status TEXT NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'finished', 'diverged', 'failed')),
      engine TEXT,
      reused INTEGER NOT NULL DEFAULT 0 CHECK (reused IN (0, 1)),
      result TEXT CHECK (json_valid(result)),
      PRIMARY KEY (sweep_id, unit_id)
    ) STRICT;
    CREATE INDEX sweep_units_by_unit ON sweep_units (unit_id);
    CREATE INDEX sweep_units_by_status ON sweep_units (sweep_id, status, reused);
  `,
});
