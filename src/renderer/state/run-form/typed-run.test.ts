import fc from 'fast-check';
import { expect, test } from 'vitest';
import { typedRun } from './typed-run';

test('what was typed comes back; an empty field keeps its default', () => {
  const typed = { dataset: 'toys', distance: 'triplet', params: { margin: 0.3, epochs: Number.NaN }, k: 7 };
  const back = typedRun(JSON.stringify(typed));
  expect(back).toMatchObject({ distance: 'triplet', params: { margin: 0.3 }, k: 7 });
  expect(back?.params).not.toHaveProperty('epochs');
});

test('anything else is no run', () => {
  expect(typedRun(JSON.stringify({ dataset: 'toys', distance: 'no such' }))).toBeUndefined();
  fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => typedRun(text) === undefined));
});
