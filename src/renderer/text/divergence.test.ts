import { expect, test } from 'vitest';
import { divergenceHelp } from './divergence';

const helpFor = (hint: string, holdingRate?: number | null) =>
  divergenceHelp('r7', { code: 'diverged', message: 'It grew.', hint, holdingRate });

test('a rate that holds can be repeated with', () => {
  expect(helpFor('A learning rate of 0.025 holds here.', 0.025)).toEqual({
    hint: 'A learning rate of 0.025 holds here.',
    repeat: { label: 'Repeat with learning rate 0.025', href: '#/new?from=r7&learningRate=0.025' },
  });
});

test('so can the one in the hint of an older version, which is not told in flags', () => {
  const older = 'A learning rate of 2.5e-7 holds here (--learning-rate 2.5e-7, or auto to have it found).';
  expect(helpFor(older)).toEqual({
    hint: 'A learning rate of 2.5e-7 holds here.',
    repeat: { label: 'Repeat with learning rate 2.5e-7', href: '#/new?from=r7&learningRate=2.5e-7' },
  });
});

test('one that was not searched for can be found, unless none holds', () => {
  expect(helpFor('Try a smaller one.').repeat?.href).toBe('#/new?from=r7&learningRate=auto');
  expect(helpFor('None holds.', null)).toEqual({ hint: 'None holds.', repeat: null });
});
