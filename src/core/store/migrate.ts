import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { WorkbenchError } from '@shared/errors';
import { syncFolder } from '../sync-folder';
import { applicationId } from './peek';
import { migrations, schemaVersion } from './migrations';
import type { Migration } from './migrations/migration';

/** Brings a store to the newest schema, after a verified backup beside it when it already holds something. */
export async function migrate(
  connection: Database.Database,
  steps: readonly Migration[] = migrations,
): Promise<void> {
  const from = versionOf(connection);
  if (from >= steps.length) return;
  if (from > 0) await backUp(connection, `${connection.name}.before-schema-${steps.length}`);
  for (const [index, step] of steps.entries()) {
    if (index >= from) apply(connection, step, index + 1);
  }
}

/** The error for a store that a newer program has made. */
export function newerSchema(file: string, version: number): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `The store ${file} was made by a newer version (schema ${version}); this one knows schema ${schemaVersion}.`,
    'Update Metric Workbench, or choose another folder with --home.',
  );
}

function versionOf(connection: Database.Database): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

function apply(connection: Database.Database, step: Migration, version: number): void {
  const run = connection.transaction(() => {
    connection.exec(step.sql);
    connection.pragma(`user_version = ${version}`);
    connection.pragma(`application_id = ${applicationId}`);
  });
  run.immediate();
}

async function backUp(connection: Database.Database, file: string): Promise<void> {
  await connection.backup(`${file}.part`);
  const copy = new Database(`${file}.part`, { readonly: true });
  const verdict = copy.pragma('integrity_check', { simple: true });
  copy.close();
  // Who only reads leaves the (empty) files of its look behind.
  await Promise.all(['-shm', '-wal'].map((ending) => rm(`${file}.part${ending}`, { force: true })));
  if (verdict !== 'ok') {
    throw new WorkbenchError(
      'storage',
      `The backup of ${connection.name} before its update is damaged: ${String(verdict)}.`,
      'The store was left as it was. Check the disk, then start again.',
    );
  }
  const handle = await open(`${file}.part`, 'r+');
  await handle.sync().finally(() => handle.close());
  await rename(`${file}.part`, file);
  await syncFolder(dirname(file));
}
