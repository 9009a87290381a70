import { expect, test } from 'vitest';
import { windowTitle } from './title';

const item = (done: number, total: number) => ({ id: 'x', label: '', note: '', done, total, href: null });

test('the title says how far the work under way is', () => {
  expect(windowTitle('Runs', [])).toBe('Runs · Metric Workbench');
  expect(windowTitle('Runs', [item(1, 4)])).toBe('25 % · Runs · Metric Workbench');
  expect(windowTitle('Runs', [item(1, 2), item(0, 0)])).toBe('25 % · Runs · Metric Workbench');
});
