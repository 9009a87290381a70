import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemClock } from '../ports';
import { clientOf, type Workbench } from '../workbench';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { workspaceAt } from '../workspace';
import { restoreBackup } from './restore-backup';

let home: string;
let remove: () => void;
let elsewhere: ReturnType<typeof temporaryHome>;
let workbench: Workbench;

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  elsewhere = temporaryHome();
  mkdirSync(elsewhere.home, { recursive: true });
  await storeTinyDataset(home);
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
});
afterEach(async () => {
  await workbench.close();
  remove();
  elsewhere.remove();
});

const backUp = (path: string) => clientOf(workbench).system.backUp({ path });

async function datasetsAfterStart() {
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  return (await clientOf(workbench).datasets.list()).datasets.map(({ name }) => name);
}

it('leaves every file beside a backup alone, and nothing but the backup behind, for its owner only', async () => {
  const target = join(elsewhere.home, 'all.mwb');
  for (const ending of ['part', 'store.part']) writeFileSync(`${target}.${ending}`, 'precious');
  await backUp(target);
  expect(readdirSync(elsewhere.home).sort()).toEqual(['all.mwb', 'all.mwb.part', 'all.mwb.store.part']);
  for (const ending of ['part', 'store.part'])
    expect(readFileSync(`${target}.${ending}`, 'utf8')).toBe('precious');
  expect(statSync(target).mode & 0o777).toBe(0o600);
});

it('makes one whole backup when several of one name are asked for at once, and says that of one only', async () => {
  const target = join(elsewhere.home, 'all.mwb');
  const asked = await Promise.allSettled([1, 2, 3, 4].map(() => backUp(target)));
  const refused = asked.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect(refused).toHaveLength(3);
  for (const error of refused) expect(error).toMatchObject({ data: { code: 'conflict' } });
  expect(readdirSync(elsewhere.home)).toEqual(['all.mwb']);
  const restored = await restoreBackup(workspaceAt(join(elsewhere.home, 'new')), target, systemClock);
  expect(restored).toMatchObject({ datasets: 1 });
});

it('makes no backup inside of what it backs up, by a link neither', async () => {
  symlinkSync(join(home, 'datasets'), join(elsewhere.home, 'link'));
  for (const folder of [join(home, 'runs'), join(home, 'runs', 'new'), join(elsewhere.home, 'link')]) {
    await expect(backUp(join(folder, 'x.mwb'))).rejects.toMatchObject({ data: { code: 'bad-input' } });
    expect(existsSync(join(folder, 'x.mwb'))).toBe(false);
  }
});

it('restores over stray files between the datasets, and leaves them where they are', async () => {
  const stray = join(home, 'datasets', '.DS_Store');
  writeFileSync(stray, 'of a file manager');
  const target = join(elsewhere.home, 'all.mwb');
  await backUp(target);
  await workbench.close();
  await restoreBackup(workspaceAt(home), target, systemClock);
  expect(readFileSync(stray, 'utf8')).toBe('of a file manager');
  expect(await datasetsAfterStart()).toEqual(['tiny']);
});

it('leaves out files of a backup that belong to no dataset and no run, and starts afterwards', async () => {
  const target = join(elsewhere.home, 'all.mwb');
  await backUp(target);
  await workbench.close();
  const [hash = ''] = readdirSync(join(home, 'datasets'));
  const db = new Database(target);
  db.exec("DELETE FROM files WHERE path LIKE 'datasets/%'; DELETE FROM chunks WHERE path LIKE 'datasets/%'");
  for (const path of [`datasets/${hash}`, 'restore.json', 'store.db-wal']) {
    db.prepare('INSERT INTO chunks VALUES (?, 0, ?)').run(path, Buffer.from('x'));
    db.prepare('INSERT INTO files VALUES (?, 1, ?)').run(
      path,
      createHash('sha256').update('x').digest('hex'),
    );
  }
  db.close();
  await restoreBackup(workspaceAt(home), target, systemClock);
  expect(await datasetsAfterStart()).toEqual(['tiny']);
  expect(statSync(join(home, 'datasets', hash)).isDirectory()).toBe(true);
});

it('puts a dataset back beside one that is damaged, or that is a link or a file by now', async () => {
  const target = join(elsewhere.home, 'all.mwb');
  await backUp(target);
  await workbench.close();
  const [hash = ''] = readdirSync(join(home, 'datasets'));
  const folder = join(home, 'datasets', hash);
  const isWhole = () => statSync(join(folder, 'images.u8')).size > 0;
  renameSync(folder, join(elsewhere.home, 'gone'));
  symlinkSync(join(elsewhere.home, 'nowhere'), folder);
  await restoreBackup(workspaceAt(home), target, systemClock);
  expect(isWhole()).toBe(true);
  renameSync(folder, join(elsewhere.home, 'gone as well'));
  writeFileSync(folder, 'no folder');
  await restoreBackup(workspaceAt(home), target, systemClock);
  expect(isWhole()).toBe(true);
  writeFileSync(join(folder, 'images.u8'), '');
  await restoreBackup(workspaceAt(home), target, systemClock);
  expect(isWhole()).toBe(true);
  expect(await datasetsAfterStart()).toEqual(['tiny']);
});

it.each(['datasets', 'datasets/stray'])(
  'ends a restore that an earlier version unpacked with %s as a file',
  async (path) => {
    const [hash = ''] = readdirSync(join(home, 'datasets'));
    await workbench.close();
    const stamp = '20260101-000000-000';
    const stray = join(home, 'staging', `restore-${stamp}`, path);
    mkdirSync(dirname(stray), { recursive: true });
    writeFileSync(stray, 'x');
    writeFileSync(join(home, 'restore.json'), JSON.stringify({ stamp }));
    expect(await datasetsAfterStart()).toEqual(['tiny']);
    expect(readdirSync(join(home, 'datasets'))).toEqual([hash]);
    expect(existsSync(join(home, 'restore.json'))).toBe(false);
  },
);

it('says what is in the way of a restore that has begun', async () => {
  const target = join(elsewhere.home, 'all.mwb');
  await backUp(target);
  await workbench.close();
  const now = { now: () => new Date('2026-01-01T00:00:00.000Z'), monotonicMs: () => 0 };
  mkdirSync(join(home, 'store.db.replaced-20260101-000000-000', 'x'), { recursive: true });
  await expect(restoreBackup(workspaceAt(home), target, now)).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringMatching(/^A restore has begun in .* and cannot be ended: /) as string,
  });
});

const other = '/dev/shm';
const isOtherDisk = existsSync(other) && statSync(other).dev !== statSync(tmpdir()).dev;

it.skipIf(!isOtherDisk)('begins no restore that would have to move datasets to another disk', async () => {
  const target = join(elsewhere.home, 'all.mwb');
  await backUp(target);
  await workbench.close();
  const away = mkdtempSync(join(other, 'metric-workbench-'));
  try {
    cpSync(join(home, 'datasets'), away, { recursive: true });
    rmSync(join(home, 'datasets'), { recursive: true });
    symlinkSync(away, join(home, 'datasets'));
    await expect(restoreBackup(workspaceAt(home), target, systemClock)).rejects.toMatchObject({
      code: 'storage',
      message: expect.stringMatching(/datasets is on another disk than the rest/) as string,
    });
    expect(await datasetsAfterStart()).toEqual(['tiny']);
  } finally {
    rmSync(away, { recursive: true, force: true });
  }
});
