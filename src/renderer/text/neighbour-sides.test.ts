import { expect, test } from 'vitest';
import { spaceItems } from './neighbour-sides';

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
