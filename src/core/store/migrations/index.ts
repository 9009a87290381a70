import { firstTables } from './0001-first-tables';
import { sweeps } from './0002-sweeps';
import { sweepLooksAndQueue } from './0004-sweep-looks-and-queue';
import type { Migration } from './migration';

/** Every step of the schema, oldest first; the place in the list is the schema version (1 for the first). */
export const migrations: readonly Migration[] = [firstTables, sweeps, sweepLooksAndQueue];

/** The schema version this program knows. */
export const schemaVersion = migrations.length;
