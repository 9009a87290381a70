import { expect, test } from 'vitest';
import type { SweepLooks } from '@shared/sweep-look';
import { sweepAtK } from './sweep-at-k';
import { finishedSweep } from './sweep-fixture';
import { movableAxes, sliceOf, tellingQueries } from './sweep-slice';

const histogram = { min: 0, max: 1, counts: [1] };
const look = (values: Record<string, number>, fit: number, neighbours: number[]) => ({
  fit,
  values,
  sameClass: histogram,
  differentClass: histogram,
  queries: [0, 1],
  neighbours,
  distances: neighbours.map(() => 0),
});

test('a slice holds the other axes, in the order of its values', () => {
  const axes = [
    { name: 'margin', values: [1, 0.1] },
    { name: 'hiddenSize', values: [8, 16] },
    { name: 'k', values: [1, 5] },
  ];
  const sweep = finishedSweep((configuration) => configuration / 10, { axes });
  const fits = [1, 0.1].flatMap((margin, a) =>
    [8, 16].map((hiddenSize, b) => look({ margin, hiddenSize }, 2 * a + b, [])),
  );
  const looks: SweepLooks = { fits, missing: 0, tooMany: false, classNames: [], classOf: {} };
  expect(movableAxes(sweep).map(({ name }) => name)).toEqual(['margin', 'hiddenSize']);
  const slice = sliceOf(sweep, sweepAtK(sweep, 5), looks, axes[0]!, { hiddenSize: 16, k: 5 });
  expect(slice.at.points.map(({ values }) => values)).toEqual([
    { margin: 0.1, hiddenSize: 16, k: 5 },
    { margin: 1, hiddenSize: 16, k: 5 },
  ]);
  expect(slice.looks.map((each) => each?.fit)).toEqual([3, 1]);
  expect(slice.sweep.config.axes).toEqual([axes[0]]);
});

test('the queries whose neighbours change most come first', () => {
  // Rows 10 and 11 are of the class of both queries, 20 and 21 are not.
  const classOf = { 0: 0, 1: 0, 10: 0, 11: 0, 20: 1, 21: 1 };
  const looks = [look({ margin: 1 }, 0, [10, 11, 10, 11]), null, look({ margin: 2 }, 1, [10, 11, 20, 21])];
  expect(tellingQueries(looks, classOf, 2)).toEqual([1, 0]);
});
