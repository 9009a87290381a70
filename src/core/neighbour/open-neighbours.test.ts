import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobEvent } from '@shared/job';
import { DatasetRowsReader } from '../dataset/dataset-rows';
import { keptWords } from '../run/epoch-embeddings';
import { neighbourEpochs, neighbourOpener, type OpenNeighbours } from './open-neighbours';
import { openStore, type OpenedStore } from '../open-store';
import { systemClock } from '../ports';
import { anyRun } from '../store/run-fixture';
import { storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { attemptFolder, workspaceAt } from '../workspace';

const splits = { train: 5, validation: 2, test: 1 };
const count = 8;
let home: string;
let remove: () => void;
let opened: OpenedStore;
let open: OpenNeighbours;
let row: number;
let seq: number;

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  const { hash } = await storeTinyDataset(home, splits);
  const workspace = workspaceAt(home);
  opened = await openStore(workspace, { pid: process.pid, door: 'cli', url: null }, systemClock);
  const { store } = opened;
  open = neighbourOpener({ store, workspace, datasets: new DatasetRowsReader(workspace.datasetsFolder) });
  row = store.runs.insert(anyRun({ datasetHash: hash }));
  store.runs.launch(row, '2026-01-01T00:00:00.000Z');
  seq = 0;
});
afterEach(() => {
  opened.close();
  remove();
});

function store(event: Record<string, unknown>): void {
  opened.store.events.append(row, { runId: `r${row}`, seq: seq++, ...event } as unknown as JobEvent);
}

/** An epoch whose embedding puts row i at `place(i)` on a line. */
function diagnosed(epoch: number, place: (index: number) => number, attempt = 1): string {
  const bytes = Buffer.alloc(4 * count);
  for (let index = 0; index < count; index++) bytes.writeFloatLE(place(index), 4 * index);
  const file = `embeddings/epoch-${epoch}.f32`;
  const path = join(attemptFolder(workspaceAt(home), `r${row}`, attempt), file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const embedding = {
    name: `epoch-${epoch}`,
    file,
    dtype: 'float32',
    shape: [count, 1],
    bytes: bytes.length,
    sha256,
  };
  store({ type: 'epochDiagnosed', epoch, embedding });
  return path;
}

const nearestOf = async (epoch: number, query: number, leaveOneOut = false) => {
  const source = await open(`r${row}`, { epoch, leaveOneOut });
  return [...(await source.neighboursOf('train')!.indices.read(query, 1))];
};

it('searches the embedding of an epoch while the run trains, without the query itself where that is wished', async () => {
  diagnosed(1, (index) => index);
  diagnosed(3, (index) => -10 * (index % 2) + index / 10);
  expect(neighbourEpochs(opened.store)({ runId: `r${row}` })).toEqual({ epochs: [1, 3], final: null });
  expect(await nearestOf(1, 1)).toEqual([1, 0, 2, 3, 4]);
  expect(await nearestOf(3, 1)).toEqual([1, 3, 0, 2, 4]);
  expect(await nearestOf(1, 1, true)).toEqual([0, 2, 3, 4]);
});

it('names the epochs there are when another is asked for, and a damaged file', async () => {
  diagnosed(1, (index) => index);
  writeFileSync(
    diagnosed(2, (index) => index),
    Buffer.alloc(4 * count, 1),
  );
  rmSync(diagnosed(5, (index) => index));
  await expect(nearestOf(4, 0)).rejects.toMatchObject({
    code: 'not-found',
    hint: 'It has kept epochs 1, 2, 5.',
  });
  await expect(nearestOf(2, 0)).rejects.toMatchObject({ code: 'storage' });
  await expect(nearestOf(5, 0)).rejects.toMatchObject({ code: 'storage' });
  await expect(open(`r${row}`, { epoch: 1, pixels: true })).rejects.toMatchObject({ code: 'bad-input' });
  await expect(open('r99', { epoch: 1 })).rejects.toMatchObject({ code: 'not-found' });
  await expect(open(`r${row}`, {})).rejects.toMatchObject({
    code: 'conflict',
    hint: 'It has kept epochs 1, 2, 5. Ask for one of these.',
  });
});

it('says in words what a run has kept', () => {
  expect(keptWords([1], null)).toBe('It has kept epoch 1.');
  expect(keptWords([1], 300)).toBe('It has kept epoch 1, and the final one, 300.');
  expect(keptWords([1, 2, 5], 5)).toBe('It has kept epochs 1, 2, and the final one, 5.');
  expect(keptWords([], 12)).toBe('It has kept only the final one, 12.');
  expect(keptWords([], null)).toBe('It has kept none.');
  const many = Array.from({ length: 40 }, (_, at) => at + 1);
  expect(keptWords(many, null)).toBe('It has kept epochs 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, …, 40.');
});

it('forgets the epochs after the one that a resumed run goes on from', async () => {
  store({ type: 'started', epoch: 0 });
  diagnosed(1, (index) => index);
  diagnosed(2, (index) => index);
  opened.store.runs.enqueue(row);
  opened.store.runs.launch(row, '2026-01-01T00:00:00.000Z');
  store({ type: 'started', epoch: 1 });
  await expect(nearestOf(2, 0)).rejects.toMatchObject({ code: 'not-found' });
  diagnosed(2, (index) => -index * index, 2);
  expect(await nearestOf(2, 4)).toEqual([4, 3, 2, 1, 0]);
  expect(await nearestOf(1, 0)).toEqual([0, 1, 2, 3, 4]);
});

it('searches the pixels for any run', async () => {
  const source = await open(`r${row}`, { pixels: true });
  const images = Array.from({ length: count * 4 }, (_, at) => (at * 37) % 256);
  const apart = (a: number, b: number) =>
    [0, 1, 2, 3].reduce((sum, at) => sum + ((images[4 * a + at]! - images[4 * b + at]!) / 127.5) ** 2, 0);
  for (const query of [0, 1]) {
    const expected = [0, 1, 2, 3, 4].sort((a, b) => apart(5 + query, a) - apart(5 + query, b));
    const files = source.neighboursOf('validation')!;
    expect([...(await files.indices.read(query, 1))]).toEqual(expected);
    const distances = await files.distances.read(query, 1);
    expected.forEach((other, place) => expect(distances[place]).toBeCloseTo(apart(5 + query, other), 4));
  }
});
