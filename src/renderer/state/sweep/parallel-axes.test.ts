import { expect, test } from 'vitest';
import { errorAxis, parallelAxes, passes } from './parallel-axes';
import { sweepAtK } from './sweep-at-k';
import { finishedSweep } from './sweep-fixture';

const axes = [
  { name: 'margin', values: [1, 0.1] },
  { name: 'learningRate', values: [0.001, 0.01, 0.1] },
];
const sweep = finishedSweep((configuration) => 0.1 + configuration / 100, { axes });
const at = sweepAtK(sweep, 5);

test('an axis for each setting, by ratio where the values are, and the error last', () => {
  const [margin, rate, error] = parallelAxes(sweep, at);
  expect(margin?.values).toEqual([0.1, 1]);
  expect(margin?.at(0.55)).toBeCloseTo(0.5);
  expect(rate?.at(0.01)).toBeCloseTo(0.5);
  expect(error?.name).toBe(errorAxis);
  expect([error?.at(0.1), error?.at(0.15)]).toEqual([0, 1].map((end) => expect.closeTo(end, 9) as number));
});

test('brushes let pass what lies in all of them', () => {
  const brushes = { margin: { low: 0.5, high: 2 }, [errorAxis]: { low: 0.1, high: 0.115 } };
  expect(at.points.filter((point) => passes(point, brushes)).map(({ index }) => index)).toEqual([0, 1]);
  expect(at.points.every((point) => passes(point, {}))).toBe(true);
});
