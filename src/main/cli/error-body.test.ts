import { ORPCError } from '@orpc/client';
import { expect, test } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { errorBodyOf, exitCodeOf } from './error-body';

const body = { code: 'bad-input', message: 'k is 0.', hint: 'Choose 1 or more.' } as const;

test('an error of the workbench keeps its words, however it came', () => {
  expect(errorBodyOf(new WorkbenchError(body.code, body.message, body.hint))).toEqual(body);
  expect(errorBodyOf(new ORPCError('BAD_REQUEST', { message: 'x', data: body }))).toEqual(body);
});

test('input refused by the contract is bad input and names the field', () => {
  const data = { issues: [{ path: ['options', 'take'], message: 'Too small' }] };
  const refused = errorBodyOf(new ORPCError('BAD_REQUEST', { message: 'Input validation failed', data }));
  expect(refused).toMatchObject({ code: 'bad-input', message: 'The take cannot be used. Too small.' });
});

test('anything else is a fault', () => {
  expect(errorBodyOf(new Error('boom'))).toMatchObject({ code: 'failed', message: 'boom' });
  expect(exitCodeOf('failed')).toBe(1);
  expect(exitCodeOf('something new')).toBe(1);
});
