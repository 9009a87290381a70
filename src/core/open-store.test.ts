import { existsSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStore } from './open-store';
import { systemClock } from './ports';
import { askBeside } from './store/ask-beside';
import { servedAddress } from './store/store-lock';
import { watchStoreFile } from './store/watch-file';
import { anyRun } from './store/run-fixture';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from './workbench-fixture';
import { clientOf, type Workbench, type WorkbenchOptions } from './workbench';
import { workspaceAt } from './workspace';

let home: string;
let remove: () => void;
const opened: Workbench[] = [];

beforeEach(() => {
  ({ home, remove } = temporaryHome());
});
afterEach(async () => {
  for (const workbench of opened.splice(0)) await workbench.close();
  remove();
});

async function open(more: Partial<WorkbenchOptions> = {}): Promise<Workbench> {
  const workbench = await openFixture(home, scriptedTrainers(home, {}).spawn, more);
  opened.push(workbench);
  return workbench;
}

const request = { dataset: 'tiny', distance: 'triplet', k: 5, params: { epochs: 2 } };

it('lets one process write, and tells the others where it is', async () => {
  const first = await open({ door: 'serve' });
  first.announce('http://127.0.0.1:4173/');
  await expect(open()).rejects.toMatchObject({
    code: 'storage',
    message: `Store is in use by a workbench serving a local page (process ${process.pid}): ${home}.`,
    hint: 'Open http://127.0.0.1:4173/ (in another browser by the link that "metric-workbench link" prints), or stop that workbench first.',
  });
  await first.close();
  await open();
});

it('tells where a page is served, as long as somebody serves it', async () => {
  const address = () => servedAddress(workspaceAt(home));
  expect(address).toThrow(`No page is being served from ${home}.`);
  const window = await open({ door: 'desktop' });
  expect(address).toThrow('It is in use by the desktop workbench.');
  await window.close();
  const server = await open({ door: 'serve' });
  expect(address).toThrow('No page is being served');
  server.announce('http://127.0.0.1:4173/');
  expect(address()).toBe('http://127.0.0.1:4173/');
  server.announce('http://evil.example/');
  expect(address).toThrow('No page is being served');
  server.announce('http://127.0.0.1:4173/');
  const told = readFileSync(workspaceAt(home).holderFile, 'utf8');
  await server.close();
  // What a killed server has left is not believed.
  writeFileSync(workspaceAt(home).holderFile, told);
  expect(address).toThrow(`No page is being served from ${home}.`);
});

it('has one winner when several start at once', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => open()));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('reads beside a writer, and refuses to write', async () => {
  await storeTinyDataset(home);
  const writer = clientOf(await open({ door: 'serve' }));
  const reader = clientOf(await open({ readOnly: true }));
  await writer.runs.start(request);
  expect((await reader.runs.list()).runs.map(({ id }) => id)).toEqual(['r1']);
  expect((await reader.datasets.list()).datasets.map(({ name }) => name)).toEqual(['tiny']);
  await expect(reader.runs.start(request)).rejects.toMatchObject({
    data: { code: 'storage', message: expect.stringContaining('Store is in use by') as string },
  });
  await expect(reader.runs.cancel({ id: 'r1' })).rejects.toThrow('Store is in use by');
});

it('shows an empty workbench to a reader who comes first, and leaves the lock to a writer', async () => {
  const reader = clientOf(await open({ readOnly: true }));
  expect(await reader.runs.list()).toEqual({ runs: [] });
  await open();
});

it('interrupts what a killed process left running, sweeps its staging and leaves queued runs alone', async () => {
  const left = await openStore(workspaceAt(home), { pid: 1, door: 'serve', url: null }, systemClock);
  const row = left.store.runs.insert(anyRun());
  left.store.runs.insert(anyRun());
  left.store.runs.launch(row, '2026-01-01T00:00:00.000Z');
  writeFileSync(join(home, 'staging', 'half'), 'half an import');
  left.close();
  const client = clientOf(await open({ startQueue: false }));
  const { runs } = await client.runs.list();
  expect(runs.map(({ id, status, error }) => [id, status, error?.message ?? null])).toEqual([
    ['r2', 'queued', null],
    ['r1', 'interrupted', 'The workbench stopped while this run was training.'],
  ]);
  expect(readdirSync(join(home, 'staging'))).not.toContain('half');
});

it('trains only its own runs when it does not take over the queue', async () => {
  await storeTinyDataset(home);
  const left = await openStore(workspaceAt(home), { pid: 1, door: 'serve', url: null }, systemClock);
  left.store.runs.insert(anyRun());
  left.close();
  const client = clientOf(await open({ startQueue: false }));
  await client.runs.start(request);
  for await (const event of await client.runs.watch({ id: 'r2' })) expect(event.runId).toBe('r2');
  expect((await client.runs.list()).runs.map(({ status }) => status)).toEqual(['finished', 'queued']);
});

it('keeps its folders to their owner', async () => {
  await open();
  for (const folder of ['.', 'runs', 'datasets', 'staging', 'logs']) {
    expect(statSync(join(home, folder)).mode & 0o777).toBe(0o700);
  }
  expect(JSON.parse(readFileSync(join(home, 'store.json'), 'utf8'))).toHaveProperty('store');
});

it('never takes a vanished store for an empty one', async () => {
  await (await open()).close();
  opened.splice(0);
  rmSync(join(home, 'store.db'));
  await expect(open()).rejects.toThrow('Store file missing');
  await expect(open({ readOnly: true })).rejects.toThrow('Store file missing');
});

it('names a home that cannot be used', async () => {
  writeFileSync(join(home, 'file'), '');
  await expect(open({ home: join(home, 'file', 'home') })).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('part of its path is a file') as string,
  });
});

it('checks the store beside everything else after a kill: it can be read, and who writes is told what can be done', async () => {
  await storeTinyDataset(home);
  damagePage('metrics');
  writeFileSync(join(home, 'lock.json'), 'left by a host that was killed');
  const damaged = {
    code: 'storage',
    message: expect.stringMatching(/^Store damaged: [^]*There is no backup beside it\.$/) as string,
    hint: expect.stringMatching(/restore FILE .* runs export .* --start-empty/) as string,
  };
  for (const attempt of ['first', 'second, which looks again']) {
    const faults: unknown[] = [];
    const workbench = await open({ door: 'serve', onFault: (fault) => faults.push(fault) });
    const client = clientOf(workbench);
    expect((await client.datasets.list()).datasets.map(({ name }) => name)).toEqual(['tiny']);
    await expect(client.runs.start(request), attempt).rejects.toMatchObject({ data: damaged });
    expect(faults).toEqual([damaged]);
    const events = await client.system.watch();
    expect((await events.next()).value).toEqual({ type: 'storeFailed', error: damaged });
    await workbench.close();
    expect(existsSync(join(home, 'lock.json')), 'the next start is to look again').toBe(true);
  }
  const reader = clientOf(await open({ readOnly: true }));
  expect((await reader.datasets.list()).datasets.map(({ name }) => name)).toEqual(['tiny']);
});

it('lets writers go on once the store is found whole, and looks again when it was closed before', async () => {
  await storeTinyDataset(home);
  const mark = join(home, 'lock.json');
  writeFileSync(mark, 'left by a host that was killed');
  await (await open({ door: 'serve' })).close();
  expect(existsSync(mark)).toBe(true);
  const workbench = await open({ door: 'serve' });
  await clientOf(workbench).runs.start(request);
  await workbench.close();
  expect(existsSync(mark)).toBe(false);
});

it('stores nothing more once somebody who asks is told that the store is damaged', async () => {
  await storeTinyDataset(home);
  damagePage('metrics');
  const faults: unknown[] = [];
  const client = clientOf(await open({ door: 'serve', onFault: (fault) => faults.push(fault) }));
  expect((await client.system.check()).problems).toEqual(['database disk image is malformed']);
  expect(faults).toHaveLength(1);
  expect((await client.system.info()).store.integrity).toMatch(/^Store damaged: .*malformed/);
  await expect(client.runs.start(request)).rejects.toThrow('Store damaged');
});

it('says what is wrong with a store that nobody has looked at, and stops asking when it is told to', async () => {
  await storeTinyDataset(home);
  damagePage('metrics');
  const reader = await open({ readOnly: true });
  expect((await clientOf(reader).system.info()).store.integrity).toBe('database disk image is malformed');
  const stopped = askBeside(join(home, 'store.db'), 'integrity_check', AbortSignal.abort());
  await expect(stopped).rejects.toThrow('integrity_check was stopped before its end.');
});

it('does not let one command write a byte to a store that is damaged', async () => {
  await storeTinyDataset(home);
  damagePage('metrics');
  writeFileSync(join(home, 'lock.json'), 'left by a host that was killed');
  const before = readFileSync(join(home, 'store.db'));
  await expect(open({ door: 'cli' })).rejects.toThrow('Store damaged');
  expect(readFileSync(join(home, 'store.db')).equals(before)).toBe(true);
});

it('says that a store is damaged also where no kill made it look, and only putting it right shows it', async () => {
  await (await open()).close();
  damagePage('runs_by_status');
  await expect(open()).rejects.toMatchObject({
    code: 'storage',
    message: expect.stringContaining('Store damaged') as string,
    hint: expect.stringContaining('Restore a backup') as string,
  });
});

it('stores nothing more in a file that was taken away', async () => {
  const left = await openStore(workspaceAt(home), { pid: 1, door: 'serve', url: null }, systemClock);
  const stop = watchStoreFile(join(home, 'store.db'), left.store.health, 5);
  renameSync(join(home, 'store.db'), join(home, 'elsewhere.db'));
  await expect.poll(() => left.store.health.fault?.message).toMatch(/was deleted or moved while/);
  expect(() => left.store.transaction(() => left.store.runs.insert(anyRun()))).toThrow('Store file missing');
  stop();
  left.close();
});

/** Overwrites the first page of a table or an index of the store. */
function damagePage(name: string): void {
  const file = join(home, 'store.db');
  const db = new Database(file);
  const page = db
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(name)!;
  const pageSize = Number(db.pragma('page_size', { simple: true }));
  db.close();
  writeFileSync(file, readFileSync(file).fill(0xff, (page - 1) * pageSize, page * pageSize));
}
