import { expect, test } from 'vitest';
import {
  closingLine,
  totalsOfClosingLine,
  totalsOfExit,
  totalsOfPlaywright,
  totalsOfStep,
  totalsOfVitest,
} from './test-totals.js';

const totals = (passed = 0, failed = 0, skipped = 0) => ({ passed, failed, skipped });

test('the closing line has the sums, the skipped only when there are some', () => {
  expect(closingLine([totals(1), totals(20, 2), totals(0, 1)])).toBe('21 passed, 3 failed');
  expect(closingLine([totals(1), totals(3, 0, 4)])).toBe('4 passed, 0 failed, 4 skipped');
  expect(closingLine([])).toBe('0 passed, 0 failed');
});

test('a check is one test', () => {
  expect(totalsOfExit(0)).toEqual(totals(1));
  expect(totalsOfExit(2)).toEqual(totals(0, 1));
});

test('a step that reported nothing, nothing but skips, or ended badly has a failure more', () => {
  expect(totalsOfStep(null, 0)).toEqual(totals(0, 1));
  expect(totalsOfStep(totals(0, 0, 3), 0)).toEqual(totals(0, 1, 3));
  expect(totalsOfStep(totals(7), 1)).toEqual(totals(7, 1));
  expect(totalsOfStep(totals(7, 2), 1)).toEqual(totals(7, 2));
  expect(totalsOfStep(totals(7, 0, 1), 0)).toEqual(totals(7, 0, 1));
});

test('a vitest file that breaks before its first test is a failure', () => {
  const file = (/** @type {string} */ status, /** @type {string[]} */ tests) => ({
    status,
    assertionResults: tests.map((each) => ({ status: each })),
  });
  const testResults = [file('passed', ['passed', 'pending']), file('failed', ['failed']), file('failed', [])];
  const numbers = { numPassedTests: 1, numFailedTests: 1, numPendingTests: 1, numTodoTests: 2 };
  expect(totalsOfVitest({ ...numbers, testResults })).toEqual(totals(1, 2, 3));
});

test('a flaky end-to-end test has failed', () => {
  const stats = { expected: 9, unexpected: 1, flaky: 2, skipped: 5 };
  expect(totalsOfPlaywright({ stats })).toEqual(totals(9, 3, 5));
});

test('the last closing line counts, and only a line of its own', () => {
  expect(totalsOfClosingLine('1 passed, 9 failed\nmore\n12 passed, 0 failed, 3 skipped\n')).toEqual(
    totals(12, 0, 3),
  );
  expect(totalsOfClosingLine('5 passed, 1 failed')).toEqual(totals(5, 1));
  expect(totalsOfClosingLine('in all 5 passed, 1 failed\n')).toBeNull();
  expect(totalsOfClosingLine('')).toBeNull();
});
