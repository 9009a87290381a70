import { expect, test } from 'vitest';
import { mostDiagnosedEpochs } from '@shared/thinned';
import type { RunDiagnostics } from '@shared/diagnostics';
import type { WorkbenchClient } from '../../client/connection';
import { DiagnosticsView, joined } from './diagnostics-view.svelte';

const histogram = { min: 0, max: 1, counts: [1] };

/** An answer with these epochs, each with one point at its number. */
const answer = (...epochs: number[]): RunDiagnostics => ({
  epochs: epochs.map((epoch) => ({
    epoch,
    validationErrorByK: null,
    sameClass: histogram,
    differentClass: histogram,
    meanNorm: 1,
    effectiveRank: 1,
  })),
  positions: { rows: [0], labels: [2], epochs: epochs.map((epoch) => ({ epoch, xy: [epoch, 0] })) },
});

/** A view of a run whose epochs are those of `there`, and what it asked for. */
function viewOf(there: { epochs: number[] }) {
  const asked: (number | undefined)[] = [];
  const diagnostics = ({ afterEpoch }: { afterEpoch?: number }) => {
    asked.push(afterEpoch);
    return Promise.resolve(answer(...there.epochs.filter((epoch) => epoch > (afterEpoch ?? 0))));
  };
  const client = { runs: { diagnostics } } as unknown as WorkbenchClient;
  return { asked, view: new DiagnosticsView(client, 'r1', () => Promise.resolve()) };
}

test('follows the last epoch until another is chosen, and again from the last one', async () => {
  const there = { epochs: [1, 2, 3] };
  const { view } = viewOf(there);
  await view.fetch('all');
  expect([view.diagnosis?.epoch, view.follows]).toEqual([3, true]);
  view.choose(1);
  there.epochs = [1, 2, 3, 4];
  await view.fetch('new');
  expect([view.diagnosis?.epoch, view.positions, view.follows]).toEqual([2, [2, 0], false]);
  view.choose(3);
  there.epochs = [1, 2, 3, 4, 7];
  await view.fetch('new');
  expect([view.diagnosis?.epoch, view.follows]).toEqual([7, true]);
});

test('many requests at once are answered by one more fetch, of everything when one asks for it', async () => {
  const { view, asked } = viewOf({ epochs: [1, 5] });
  const first = view.fetch('all');
  void view.fetch('new');
  void view.fetch('new');
  await first;
  expect(asked).toEqual([undefined, 5]);
  const second = view.fetch('new');
  void view.fetch('all');
  void view.fetch('new');
  await second;
  expect(asked).toEqual([undefined, 5, 5, undefined]);
});

test('a chosen epoch that a later answer left out becomes the one before it', async () => {
  const there = { epochs: [1, 2, 3, 4] };
  const { view } = viewOf(there);
  await view.fetch('all');
  view.choose(2);
  there.epochs = [1, 2, 4, 6];
  await view.fetch('all');
  expect(view.diagnosis?.epoch).toBe(2);
});

test('an epoch can be looked at before it is there, and one that there is not is given up', async () => {
  const there = { epochs: [1, 2, 4] };
  const { view } = viewOf(there);
  view.look(3);
  await view.fetch('all');
  expect([view.diagnosis?.epoch, view.chosen, view.follows]).toEqual([2, 3, false]);
  view.look(9);
  expect([view.diagnosis?.epoch, view.chosen]).toEqual([4, null]);
  const { view: other } = viewOf(there);
  other.look(9);
  await other.fetch('all');
  expect([other.diagnosis?.epoch, other.chosen, other.follows]).toEqual([4, null, true]);
});

test('answers join in order, and grow to twice an answer at most', () => {
  const many = Array.from({ length: 2 * mostDiagnosedEpochs - 1 }, (_, at) => at + 1);
  const grown = joined(answer(...many), answer(2 * mostDiagnosedEpochs));
  expect(grown.epochs).toHaveLength(2 * mostDiagnosedEpochs);
  const thin = joined(grown, answer(2 * mostDiagnosedEpochs + 1));
  const most = mostDiagnosedEpochs;
  expect([thin.epochs.length, thin.positions.epochs.length]).toEqual([most, most]);
  expect([thin.epochs[0]?.epoch, thin.epochs.at(-1)?.epoch]).toEqual([1, 2 * most + 1]);
  expect(joined(grown, answer())).toBe(grown);
});

test('a lost connection keeps what is there', async () => {
  const client = { runs: { diagnostics: () => Promise.reject(new Error('lost')) } };
  const view = new DiagnosticsView(client as unknown as WorkbenchClient, 'r1', () => Promise.resolve());
  await view.fetch('all');
  expect([view.loaded, view.diagnosis, view.place]).toEqual([true, null, -1]);
});
