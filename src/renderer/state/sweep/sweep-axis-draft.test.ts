import { expect, test } from 'vitest';
import { axisSpecs } from '@ml/sweep/axes';
import { listAxis, newAxis, readAxis, type AxisDraft } from './sweep-axis-draft';

const specs = axisSpecs();
const draft = (change: Partial<AxisDraft>): AxisDraft => ({ ...newAxis(1, 'margin', specs), ...change });

test('every setting begins with a legal axis of several values', () => {
  for (const name of Object.keys(specs)) {
    const { axis, fault } = readAxis(newAxis(1, name, specs), specs);
    expect(fault, name).toBeUndefined();
    expect(axis?.values.length, name).toBeGreaterThan(1);
  }
});

test.each([
  [{ mode: 'linear', from: '0', to: '1', count: '3' }, [0, 0.5, 1]],
  [{ mode: 'log', from: '0,01', to: '1', count: '3' }, [0.01, 0.1, 1]],
  [{ mode: 'list', list: ' 0.1; 0.5,2 ' }, [0.1, 0.5, 2]],
] as const)('reads %o', (change, values) =>
  expect(readAxis(draft(change), specs).axis).toEqual({ name: 'margin', values }),
);

test.each([
  [{ from: '' }, 'A value is missing.'],
  [{ count: '1' }, 'The count of a range must be a whole number from 2 to 10000, not 1.'],
  [{ mode: 'log', from: '0' }, 'A log range must begin and end above 0.'],
  [{ mode: 'list', list: '0.1, x' }, '"x" is not a number.'],
  [{ mode: 'list', list: '0.5, -1' }, 'It is varied over -1, but it must be at least 0.'],
] as const)('says what is wrong with %o', (change, fault) =>
  expect(readAxis(draft(change), specs).fault).toBe(fault),
);

test('an axis that is there comes back as its values', () => {
  const axis = { name: 'margin', values: [0.1, 0.25, 1e-7] };
  expect(readAxis(listAxis(1, axis), specs).axis).toEqual(axis);
});
