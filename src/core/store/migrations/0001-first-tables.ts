import { defineMigration } from './migration';

/** Datasets, studies, runs and everything stored about a run. */
export const firstTables = defineMigration({
  id: '0001-first-tables',
  sql: `
    CREATE TABLE datasets (
      name TEXT PRIMARY KEY NOT NULL,
      hash TEXT NOT NULL,
      summary TEXT NOT NULL CHECK (json_valid(summary)),
      imported_at TEXT NOT NULL,
      removed_at TEXT
    ) STRICT;

    CREATE TABLE studies (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      kind TEXT NOT NULL CHECK (kind IN ('tutorial')),
      dataset TEXT NOT NULL CHECK (json_valid(dataset)),
      created_at TEXT NOT NULL
    ) STRICT;

    CREATE TABLE runs (
      id INTEGER PRIMARY KEY AUTOINCREMENT,
      name TEXT NOT NULL,
      status TEXT NOT NULL CHECK (
        status IN ('queued', 'running', 'finished', 'cancelled', 'interrupted', 'diverged', 'failed')
      ),
      config TEXT NOT NULL CHECK (json_valid(config)),
      dataset_hash TEXT NOT NULL,
      seed INTEGER NOT NULL,
      tags TEXT NOT NULL CHECK (json_valid(tags)),
      study_id INTEGER REFERENCES studies (id),
      study_part TEXT,
      study_label TEXT,
      created_at TEXT NOT NULL,
      started_at TEXT,
      finished_at TEXT,
      engine TEXT CHECK (json_valid(engine)),
      path TEXT,
      versions TEXT CHECK (json_valid(versions)),
      epoch INTEGER NOT NULL DEFAULT 0,
      epochs INTEGER NOT NULL,
      last_loss REAL,
      scores TEXT CHECK (json_valid(scores)),
      timing TEXT CHECK (json_valid(timing)),
      facts TEXT CHECK (json_valid(facts)),
      error TEXT CHECK (json_valid(error)),
      last_seq INTEGER NOT NULL DEFAULT -1,
      attempt INTEGER NOT NULL DEFAULT 0,
      queue_order INTEGER NOT NULL,
      removed_at TEXT
    ) STRICT;
    CREATE INDEX runs_by_status ON runs (status, queue_order);
    CREATE INDEX runs_by_study ON runs (study_id) WHERE study_id IS NOT NULL;

    CREATE TABLE metric_keys (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO metric_keys (id, name) VALUES
      (1, 'loss'), (2, 'trainError'), (3, 'trainLeaveOneOutError'), (4, 'validationError'), (5, 'activeShare'),
      (6, 'durationMs');

    CREATE TABLE metrics (
      run_id INTEGER NOT NULL REFERENCES runs (id),
      key_id INTEGER NOT NULL REFERENCES metric_keys (id),
      epoch INTEGER NOT NULL CHECK (epoch >= 0),
      value REAL,
      nonfinite INTEGER NOT NULL CHECK (nonfinite IN (0, 1)),
      PRIMARY KEY (run_id, key_id, epoch)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE run_events (
      run_id INTEGER NOT NULL REFERENCES runs (id),
      seq INTEGER NOT NULL CHECK (seq >= 0),
      payload TEXT NOT NULL CHECK (json_valid(payload)),
      PRIMARY KEY (run_id, seq)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE errors_by_k (
      run_id INTEGER NOT NULL REFERENCES runs (id),
      split TEXT NOT NULL CHECK (split IN ('train', 'trainLeaveOneOut', 'validation', 'test')),
      k INTEGER NOT NULL CHECK (k >= 1),
      error REAL NOT NULL,
      PRIMARY KEY (run_id, split, k)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE artefacts (
      run_id INTEGER NOT NULL REFERENCES runs (id),
      name TEXT NOT NULL,
      file TEXT NOT NULL,
      dtype TEXT NOT NULL CHECK (dtype IN ('float32', 'int32')),
      shape TEXT NOT NULL CHECK (json_valid(shape)),
      bytes INTEGER NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (run_id, name)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE checkpoints (
      run_id INTEGER NOT NULL REFERENCES runs (id),
      attempt INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      epoch INTEGER NOT NULL,
      step INTEGER NOT NULL,
      folder TEXT NOT NULL,
      sha256 TEXT NOT NULL,
      PRIMARY KEY (run_id, seq)
    ) STRICT, WITHOUT ROWID;
  `,
});
