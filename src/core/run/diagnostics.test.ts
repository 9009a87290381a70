import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobEvent } from '@shared/job';
import { DatasetRowsReader } from '../dataset/dataset-rows';
import { diagnosticsHandler, type DiagnosticsHandler } from './diagnostics';
import { openStore, type OpenedStore } from '../open-store';
import { systemClock } from '../ports';
import { anyRun } from '../store/run-fixture';
import { storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { attemptFolder, workspaceAt } from '../workspace';

const splits = { train: 5, validation: 2, test: 0 };
let home: string;
let remove: () => void;
let opened: OpenedStore;
let diagnostics: DiagnosticsHandler;
let row: number;
let seq: number;

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  const { hash } = await storeTinyDataset(home, splits);
  const workspace = workspaceAt(home);
  opened = await openStore(workspace, { pid: process.pid, door: 'cli', url: null }, systemClock);
  diagnostics = diagnosticsHandler(opened.store, workspace, new DatasetRowsReader(workspace.datasetsFolder));
  row = opened.store.runs.insert(anyRun({ datasetHash: hash }));
  opened.store.runs.launch(row, '2026-01-01T00:00:00.000Z');
  seq = 0;
});
afterEach(() => {
  opened.close();
  remove();
});

type Change = Record<string, unknown>;

function store(event: Change): void {
  opened.store.events.append(row, { runId: `r${row}`, seq: seq++, ...event } as unknown as JobEvent);
}

/** Positions of four rows, all at `value`, as the trainer of an attempt writes them. */
function diagnosed(
  epoch: number,
  value: number,
  { attempt = 1, ...change }: Change & { attempt?: number } = {},
) {
  const file = `positions/epoch-${epoch}.f32`;
  const bytes = Buffer.alloc(32);
  for (let at = 0; at < 8; at++) bytes.writeFloatLE(value, 4 * at);
  const path = join(attemptFolder(workspaceAt(home), `r${row}`, attempt), file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, bytes);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const histogram = { min: 0, max: 1, counts: [epoch, 0] };
  store({
    type: 'epochDiagnosed',
    epoch,
    validationErrorByK: [0.5],
    sameClass: histogram,
    differentClass: histogram,
    meanNorm: 1,
    effectiveRank: 2,
    positions: { name: `epoch-${epoch}`, file, dtype: 'float32', shape: [4, 2], bytes: 32, sha256 },
    ...change,
  });
  return path;
}

const valuesOf = async () =>
  (await diagnostics({ id: `r${row}` })).positions.epochs.map(({ epoch, xy }) => [epoch, xy[0]]);

it('gives what each epoch told, and the places of its rows with their classes', async () => {
  diagnosed(1, 0.123456);
  diagnosed(3, -25);
  const { epochs, positions } = await diagnostics({ id: `r${row}` });
  expect(epochs.map(({ epoch, sameClass }) => [epoch, sameClass.counts])).toEqual([
    [1, [1, 0]],
    [3, [3, 0]],
  ]);
  expect(epochs[0]).not.toHaveProperty('positions');
  expect(positions.rows).toEqual([0, 1, 3, 5]);
  expect(positions.labels).toEqual([0, 1, 0, 2]);
  expect(positions.epochs).toEqual([
    { epoch: 1, xy: Array.from({ length: 8 }, () => 0.1235) },
    { epoch: 3, xy: Array.from({ length: 8 }, () => -25) },
  ]);
  expect((await diagnostics({ id: `r${row}`, afterEpoch: 1 })).epochs.map(({ epoch }) => epoch)).toEqual([3]);
});

it('leaves out the places of an epoch whose file is missing or damaged, and events it cannot read', async () => {
  rmSync(diagnosed(1, 1));
  writeFileSync(diagnosed(2, 2), Buffer.alloc(32));
  writeFileSync(diagnosed(3, 3), Buffer.alloc(3));
  diagnosed(4, 4);
  diagnosed(5, 5, { meanNorm: null });
  diagnosed(6, 6, { positions: { file: '../../../store.db' } });
  expect(await valuesOf()).toEqual([[4, 4]]);
  expect((await diagnostics({ id: `r${row}` })).epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 6]);
});

it('goes on from where a resumed run does, with the files of whichever attempt wrote them', async () => {
  store({ type: 'started', epoch: 0 });
  diagnosed(1, 1);
  diagnosed(2, 2);
  diagnosed(3, 3);
  opened.store.runs.enqueue(row);
  opened.store.runs.launch(row, '2026-01-01T00:00:00.000Z');
  store({ type: 'started', epoch: 1 });
  expect(await valuesOf()).toEqual([[1, 1]]);
  diagnosed(2, 20, { attempt: 2 });
  expect(await valuesOf()).toEqual([
    [1, 1],
    [2, 20],
  ]);
});

it('thins many epochs evenly and keeps the first and the last', async () => {
  for (let epoch = 1; epoch <= 400; epoch++) diagnosed(epoch, epoch);
  const epochs = (await diagnostics({ id: `r${row}` })).epochs.map(({ epoch }) => epoch);
  expect([epochs.length, epochs[0], epochs.at(-1)]).toEqual([120, 1, 400]);
  const steps = epochs.slice(1).map((epoch, at) => epoch - epochs[at]!);
  expect(Math.min(...steps)).toBeGreaterThanOrEqual(3);
  expect(Math.max(...steps)).toBeLessThanOrEqual(4);
});

it('has nothing for a run without diagnoses, no places when the dataset is gone, and refuses unknown runs', async () => {
  rmSync(join(home, 'datasets'), { recursive: true });
  expect(await diagnostics({ id: `r${row}` })).toEqual({
    epochs: [],
    positions: { rows: [], labels: [], epochs: [] },
  });
  diagnosed(1, 1);
  const { epochs, positions } = await diagnostics({ id: `r${row}` });
  expect([epochs.length, positions.rows.length]).toEqual([1, 0]);
  await expect(diagnostics({ id: 'r99' })).rejects.toThrow('There is no run "r99"');
});
