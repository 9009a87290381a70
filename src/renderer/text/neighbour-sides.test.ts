import { expect, test } from 'vitest';
import type { RunStatus, RunSummary } from '@shared/run';
import { spaceItems, versusTrouble } from './neighbour-sides';

const valuesOf = (items: readonly { value: string }[]) => items.map(({ value }) => value);

test('a run without results has no final embedding to choose', () => {
  const epochs = { epochs: [1, 2, 64], final: null };
  expect(valuesOf(spaceItems({ status: 'interrupted' }, epochs, 64))).toEqual(['64', '2', '1', 'pixels']);
  expect(valuesOf(spaceItems({ status: 'diverged' }, { epochs: [], final: null }, null))).toEqual(['pixels']);
});

test('a finished run has one, with its epoch where it was trained', () => {
  const finished = { status: 'finished' } as const;
  const [first] = spaceItems(finished, { epochs: [1, 12], final: 12 }, null);
  expect(first).toEqual({ value: '', label: 'Final, epoch 12' });
  expect(valuesOf(spaceItems(finished, { epochs: [], final: null }, null))).toEqual(['', 'pixels']);
});

const runOf = (id: string, datasetHash: string, dataset: string, status: RunStatus = 'finished') =>
  ({ id, name: `run ${id}`, status, datasetHash, config: { dataset } }) as unknown as RunSummary;
const own = runOf('r1', 'one', 'shoes');
const runs = [
  own,
  runOf('r2', 'one', 'shoes'),
  runOf('r3', 'other', 'hats'),
  runOf('r4', 'one', 'shoes', 'diverged'),
];
const troubleOf = (runId: string, epoch: number | null = null) =>
  versusTrouble(own, { runId, epoch, pixels: false }, runs)?.message ?? null;

test('what can be compared is no trouble', () => {
  expect(versusTrouble(own, null, runs)).toBeNull();
  expect(versusTrouble(own, { runId: 'r1', epoch: null, pixels: true }, runs)).toBeNull();
  expect([troubleOf('r2'), troubleOf('r2', 5), troubleOf('r1', 5), troubleOf('r4', 5)]).toEqual(
    Array<null>(4).fill(null),
  );
});

test('what cannot be compared says why', () => {
  expect(troubleOf('r9')).toBe('There is no run “r9” to compare with.');
  expect(troubleOf('r3')).toBe(
    '“run r3” was trained on other images (“hats”), so the two cannot be compared query by query.',
  );
  expect(troubleOf('r3', 5)).toMatch(/other images/);
  expect(troubleOf('r4')).toBe('“run r4” has not finished, so it has no neighbours to compare with.');
});
