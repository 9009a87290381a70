import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../ports';
import { clientOf, type Workbench } from '../workbench';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { workspaceAt } from '../workspace';
import { restoreBackup, startEmpty } from './restore-backup';

let home: string;
let remove: () => void;
let workbench: Workbench;

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  await storeTinyDataset(home);
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
});
afterEach(async () => {
  await workbench.close();
  remove();
});

const open = async () => (workbench = await openFixture(home, scriptedTrainers(home, {}).spawn));

async function trainOne() {
  const client = clientOf(workbench);
  const { id } = await client.runs.start({
    dataset: 'tiny',
    distance: 'triplet',
    k: 5,
    params: { epochs: 2 },
  });
  for await (const event of await client.runs.watch({ id })) expect(event.runId).toBe(id);
  return client.runs.get({ id });
}

it('backs up while the workbench is open, and restores all of it into another home', async () => {
  const run = await trainOne();
  const file = join(home, 'all.mwb');
  const made = await clientOf(workbench).system.backUp({ path: file });
  expect(made).toMatchObject({ path: file, runs: 1, datasets: 1, sweeps: 0 });
  const other = temporaryHome();
  const restored = await restoreBackup(workspaceAt(other.home), file, systemClock);
  expect(restored).toMatchObject({ runs: 1, datasets: 1, replaced: null });
  const there = await openFixture(other.home, scriptedTrainers(other.home, {}).spawn);
  expect(await clientOf(there).runs.get({ id: run.id })).toEqual(run);
  expect(await clientOf(there).system.check()).toEqual({ problems: [], files: 3 + run.artefacts.length });
  const page = await clientOf(there).neighbours.ofExample({ runId: run.id, index: 0 });
  expect(page.neighbours.length).toBe(5);
  await there.close();
  other.remove();
});

it('does not mind that checkpoints come and go meanwhile', async () => {
  const run = await trainOne();
  const folder = join(home, 'runs', run.id, 'attempts', '1');
  // As a trainer does, in a process of its own, only far more often.
  const program = `
    const { mkdirSync, rmSync } = require('node:fs');
    for (let at = 0; ; at++) {
      const kept = process.argv[1] + '/checkpoint-' + (at % 40);
      mkdirSync(kept + '/weights', { recursive: true });
      if (at === 100) process.stdout.write('going');
      rmSync(process.argv[1] + '/checkpoint-' + ((at + 20) % 40), { recursive: true, force: true });
    }`;
  const trainer = spawn(process.execPath, ['-e', program, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    await once(trainer.stdout, 'data');
    for (let at = 0; at < 30; at++) {
      const made = await clientOf(workbench).system.backUp({ path: join(home, `${at}.mwb`) });
      expect(made.files).toBeGreaterThanOrEqual(3 + run.artefacts.length);
    }
  } finally {
    trainer.kill('SIGKILL');
    await once(trainer, 'close');
  }
});

it('renames what a restore replaces, with its files', async () => {
  const before = await trainOne();
  const { path } = await clientOf(workbench).system.backUp({});
  const later = await trainOne();
  expect((await clientOf(workbench).system.info()).store.backups).toMatchObject([{ path, kind: 'whole' }]);
  await workbench.close();
  const { replaced } = await restoreBackup(workspaceAt(home), path, systemClock);
  const old = new Database(replaced!, { readonly: true });
  expect(old.prepare('SELECT count(*) FROM runs').pluck().get()).toBe(2);
  old.close();
  const [kept = ''] = readdirSync(home).filter((name) => name.startsWith('runs.replaced-'));
  expect(readdirSync(join(home, kept))).toEqual(expect.arrayContaining([before.id, later.id]));
  const client = clientOf(await open());
  expect((await client.runs.list()).runs.map(({ id }) => id)).toEqual([before.id]);
  expect((await client.system.check()).problems).toEqual([]);
});

it('goes on with a restore that was stopped between two moves', async () => {
  const { path } = await clientOf(workbench).system.backUp({});
  await trainOne();
  await workbench.close();
  const workspace = workspaceAt(home);
  // The last move fails: a folder is in the way of the old store's new name.
  const stamp = '20260101-000000-000';
  const now = { now: () => new Date('2026-01-01T00:00:00.000Z'), monotonicMs: () => 0 };
  mkdirSync(join(home, `store.db.replaced-${stamp}`, 'x'), { recursive: true });
  await expect(restoreBackup(workspace, path, now)).rejects.toThrow();
  rmSync(join(home, `store.db.replaced-${stamp}`), { recursive: true });
  const client = clientOf(await open());
  expect((await client.runs.list()).runs).toEqual([]);
  expect((await client.datasets.list()).datasets).toHaveLength(1);
  expect(readdirSync(home)).toContain(`store.db.replaced-${stamp}`);
});

it('overwrites no file, and takes no damaged backup', async () => {
  const { path } = await clientOf(workbench).system.backUp({});
  await expect(clientOf(workbench).system.backUp({ path })).rejects.toMatchObject({
    data: { code: 'conflict', message: `${path} is there already.` },
  });
  await workbench.close();
  const store = readFileSync(join(home, 'store.db'));
  const workspace = workspaceAt(home);
  const bytes = readFileSync(path);
  const refused = async (words: RegExp) =>
    expect(restoreBackup(workspace, path, systemClock)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(words) as string,
    });
  truncateSync(path, bytes.length - 9000);
  await refused(/^This backup is damaged \(.*SQLITE_CORRUPT\); your store is untouched\.$/);
  writeFileSync(path, 'no backup at all '.repeat(500));
  await refused(/^This file is no backup \(.*SQLITE_NOTADB\); your store is untouched\.$/);
  rmSync(path);
  mkdirSync(path);
  await refused(/^This backup is no file/);
  rmSync(path, { recursive: true });
  const changed = Buffer.from(bytes);
  const at = changed.indexOf('metric-workbench-dataset-1');
  changed[at] = 0;
  writeFileSync(path, changed);
  await refused(/holds a damaged datasets/);
  expect(readFileSync(join(home, 'store.db')).equals(store)).toBe(true);
  expect(readdirSync(join(home, 'staging')).filter((name) => name.startsWith('restore'))).toEqual([]);
});

it('lists the copy of an update, and nothing that a look at one or a cut has left', async () => {
  for (const ending of ['9', '9.part', '9.part-shm', '9-wal'])
    writeFileSync(join(home, `store.db.before-schema-${ending}`), '');
  const { backups } = (await clientOf(workbench).system.info()).store;
  expect(backups.map(({ path }) => path)).toEqual([join(home, 'store.db.before-schema-9')]);
});

it('takes the store that a migration has left', async () => {
  await trainOne();
  await workbench.close();
  const copy = join(home, 'store.db.before-schema-9');
  writeFileSync(copy, readFileSync(join(home, 'store.db')));
  await restoreBackup(workspaceAt(home), copy, systemClock);
  const client = clientOf(await open());
  expect((await client.system.check()).problems).toEqual([]);
  expect((await client.runs.list()).runs).toHaveLength(1);
});

it('makes room for an empty store and keeps the damaged one', async () => {
  await workbench.close();
  writeFileSync(join(home, 'store.db'), 'damaged '.repeat(900));
  const kept = await startEmpty(workspaceAt(home), systemClock);
  expect(readFileSync(kept!, 'utf8')).toContain('damaged');
  expect((await clientOf(await open()).runs.list()).runs).toEqual([]);
});

it('overwrites nothing of the runs of a store that made room, and gives them back with it', async () => {
  const before = await trainOne();
  const folder = join(home, 'runs', before.id);
  await workbench.close();
  const kept = await startEmpty(workspaceAt(home), systemClock);
  const files = before.artefacts.map(({ file }) => join(folder, file));
  for (const file of files) writeFileSync(file, 'precious');
  await storeTinyDataset(home);
  await open();
  expect([before.id, (await trainOne()).id]).toEqual(['r1', 'r2']);
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) expect(readFileSync(file, 'utf8')).toBe('precious');
  await workbench.close();
  await restoreBackup(workspaceAt(home), kept!, systemClock);
  await open();
  expect((await clientOf(workbench).runs.list()).runs.map(({ id }) => id)).toEqual(['r1']);
  expect((await trainOne()).id).toBe('r3');
});

it('lets a page back up into the home folder only', async () => {
  await workbench.close();
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn, { allowPath: () => false });
  await expect(clientOf(workbench).system.backUp({ path: join(home, 'x.mwb') })).rejects.toMatchObject({
    data: { code: 'bad-input' },
  });
  expect((await clientOf(workbench).system.backUp({})).path).toContain(join(home, 'backups'));
});
