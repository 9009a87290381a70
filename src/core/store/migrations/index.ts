import { firstTables } from './0001-first-tables';
import { sweeps } from './0002-sweeps';
import { organisedRuns } from './0003-organised-runs';
import { sweepLooksAndQueue } from './0004-sweep-looks-and-queue';
import { presets } from './0005-presets';
import { namesOfRuns } from './0006-names-of-runs';
import type { Migration } from './migration';

/** Every step of the schema, oldest first; the place in the list is the schema version (1 for the first). */
export const migrations: readonly Migration[] = [
  firstTables,
  sweeps,
  organisedRuns,
  sweepLooksAndQueue,
  presets,
  namesOfRuns,
];

/** The schema version this program knows. */
export const schemaVersion = migrations.length;
