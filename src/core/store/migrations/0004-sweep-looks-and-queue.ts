import { defineMigration } from './migration';

/**
 * What fits of sweeps look like, by the hash that names the fit, so that a sweep that reuses a result finds its look, too; and
 * whether the queue is paused, which outlives a restart.
 */
export const sweepLooksAndQueue = defineMigration({
  id: '0004-sweep-looks-and-queue',
  sql: `
    CREATE TABLE sweep_looks (
      unit_id TEXT NOT NULL,
      engine TEXT NOT NULL,
      look TEXT NOT NULL CHECK (json_valid(look)),
      PRIMARY KEY (unit_id, engine)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE queue_state (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      is_paused INTEGER NOT NULL CHECK (is_paused IN (0, 1))
    ) STRICT;
    INSERT INTO queue_state (id, is_paused) VALUES (1, 0);
  `,
});
