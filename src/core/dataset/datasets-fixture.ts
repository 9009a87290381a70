import { existsSync, readdirSync } from 'node:fs';
import Database from 'better-sqlite3';
import { afterEach, beforeEach } from 'vitest';
import type { WorkbenchEvent } from '@shared/events';
import { greyPng, importOptions, temporaryFolder } from '../import/import-fixture';
import { spawnHere } from '../import/importer-fixture';
import type { SpawnChild } from '../ports';
import { datasetsTable } from '../store/datasets-table';
import { createDatasetHandlers, type DatasetHandlers } from './datasets';
import { openUploads } from './uploads';

/** Two classes of two images, and how they are imported. */
export const images = {
  'a/1.png': greyPng(1),
  'a/2.png': greyPng(2),
  'b/1.png': greyPng(3),
  'b/2.png': greyPng(4),
};
export const options = importOptions({ name: 'flowers', validation: 0.5 });

/** A home folder and a folder of images for every test of a file, and the handlers of datasets over them. */
export function datasetsFixture() {
  const heard: (() => void)[] = [];
  const at = {
    home: temporaryFolder(),
    data: temporaryFolder(),
    events: [] as WorkbenchEvent[],
    /** What the handlers are told of what was made on any dataset. */
    uses: { runs: 0, sweeps: 0 },
    handlersWith,
    endOf,
    staged: () => readdirSync(`${at.home.path}/staging`).filter((name) => name !== 'uploads'),
    folders: () => (existsSync(`${at.home.path}/datasets`) ? readdirSync(`${at.home.path}/datasets`) : []),
  };
  const remove = () => [at.home, at.data].forEach((folder) => folder.remove());
  beforeEach(() => {
    remove();
    at.home = temporaryFolder();
    at.data = temporaryFolder(images);
    at.events = [];
    at.uses = { runs: 0, sweeps: 0 };
  });
  afterEach(remove);

  async function handlersWith(spawnChild: SpawnChild = spawnHere()): Promise<DatasetHandlers> {
    const database = new Database(':memory:');
    database.exec(
      'CREATE TABLE datasets (name TEXT PRIMARY KEY, hash TEXT, summary TEXT, imported_at TEXT, removed_at TEXT)',
    );
    return createDatasetHandlers({
      home: at.home.path,
      table: datasetsTable(database),
      uploads: await openUploads(at.home.path),
      spawnChild,
      clock: { now: () => new Date('2026-11-01T00:00:00Z'), monotonicMs: () => 0 },
      emit: (event) => {
        at.events.push(event);
        heard.splice(0).forEach((listener) => listener());
      },
      allowPath: (path) => path !== '/etc',
      usesOf: () => at.uses,
    });
  }

  /** The event with which an import ends. */
  async function endOf(importId: string) {
    for (;;) {
      const end = at.events.find(
        (e) => 'importId' in e && e.importId === importId && e.type !== 'importProgress',
      );
      if (end?.type === 'importFinished' || end?.type === 'importFailed') return end;
      await new Promise<void>((resolve) => heard.push(resolve));
    }
  }

  return at;
}
