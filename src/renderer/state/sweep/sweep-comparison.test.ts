import { expect, test } from 'vitest';
import { bestOfMany, comparedIds, differences, sharedAxes } from './sweep-comparison';
import { finishedSweep } from './sweep-fixture';

const margins = { name: 'margin', values: [0.1, 0.5] };
const one = finishedSweep(() => 0.1, { axes: [margins] });
const two = finishedSweep(() => 0.2, { axes: [{ name: 'hiddenSize', values: [8, 16] }, margins], seed: 3 });

test('ids of a link: each once, nothing else', () =>
  expect(comparedIds('s1,s2,s1,<b>,s9999999999999')).toEqual(['s1', 's2']));

test('axes that all share', () => {
  expect(sharedAxes([two, one])).toEqual(['margin']);
  expect(sharedAxes([])).toEqual([]);
});

test('where a sweep varies more than the shared axis, of how many the best is drawn', () => {
  expect(bestOfMany([one, two], 'margin')).toEqual([
    { id: 's1', text: 's1 sweep: lowest of 2 configurations at each margin α' },
  ]);
  expect(bestOfMany([two], 'k')[0]?.text).toContain('lowest of 4 configurations at each k');
  expect(bestOfMany([one], 'margin')).toEqual([]);
});

test('only what differs is told', () => {
  const labels = differences([one, two]).map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['Design', 'Seed', 'Hidden size']));
  expect(labels).not.toContain('Loss');
  expect(differences([one, one])).toEqual([]);
});
