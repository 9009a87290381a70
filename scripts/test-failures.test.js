import { expect, test } from 'vitest';
import { failuresOfOutput, failuresOfPlaywright, failuresOfVitest } from './test-failures.js';

test('a failed test and a file that broke before its first are named with the first line of why', () => {
  const testResults = [
    {
      name: '/root/src/a.test.ts',
      status: 'failed',
      assertionResults: [
        { status: 'passed', fullName: 'adds', failureMessages: [] },
        {
          status: 'failed',
          fullName: 'takes away',
          failureMessages: ['\u001b[31mError: 3 is not 2\u001b[39m\n at x'],
        },
      ],
    },
    { name: '/root/src/b.test.ts', status: 'failed', message: 'No such file\nmore', assertionResults: [] },
    { name: '/root/src/c.test.ts', status: 'passed', message: '', assertionResults: [] },
  ];
  expect(failuresOfVitest({ testResults }, '/root')).toEqual([
    'src/a.test.ts › takes away – Error: 3 is not 2',
    'src/b.test.ts – No such file',
  ]);
});

test('of the tests in a browser those that failed, or failed once', () => {
  const spec = (/** @type {string} */ title, /** @type {string} */ status) => ({
    title,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ status, results: [{}, ...(status === 'expected' ? [] : [{ error: { message: 'why' } }])] }],
  });
  const inner = { specs: [spec('one', 'flaky'), spec('two', 'skipped')] };
  expect(
    failuresOfPlaywright({
      suites: [{ specs: [spec('three', 'unexpected'), spec('four', 'expected')], suites: [inner] }],
    }),
  ).toEqual(['a.spec.ts:7 › three – why', 'a.spec.ts:7 › one – why']);
});

test('with what was expected and what was there', () => {
  const message =
    'Error: expect(locator).toHaveText(expected) failed\n\nLocator:  \u001b[31mp\u001b[39m\nExpected: "a"\nReceived: "b"\nTimeout: 1ms\n\nCall log:\n  - Expect';
  const spec = { title: 'one', file: 'a.spec.ts', line: 7 };
  const tests = [{ status: 'unexpected', results: [{ error: { message } }] }];
  expect(failuresOfPlaywright({ suites: [{ specs: [{ ...spec, tests }] }] })).toEqual([
    'a.spec.ts:7 › one – Error: expect(locator).toHaveText(expected) failed · Locator: p · Expected: "a" · Received: "b"',
  ]);
});

test('of other steps the lines that are marked; a long list and a long line are cut', () => {
  expect(
    failuresOfOutput('ok     a\nFAILED b: 1 is not 2\n  FAILED  the suite itself\nnot FAILED here\n'),
  ).toEqual(['b: 1 is not 2', 'the suite itself']);
  const many = failuresOfOutput('FAILED x\n'.repeat(25));
  expect([many.length, many.at(-1)]).toEqual([11, 'and 15 more']);
  expect(failuresOfOutput(`FAILED ${'x'.repeat(1000)}\n`)[0]).toHaveLength(300);
});
