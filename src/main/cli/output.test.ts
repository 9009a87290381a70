import { expect, test } from 'vitest';
import { capturedIo } from './captured-io';
import { createOutput, printable } from './output';

test('JSON has neither NaN nor infinity', () => {
  const captured = capturedIo();
  createOutput(captured.io, true).result({ a: NaN, b: Infinity, c: 1 }, () => '');
  expect(captured.json()).toEqual({ a: null, b: null, c: 1 });
});

test('an error is a message and a hint on standard error, or a document on standard output', () => {
  const body = { code: 'bad-input', message: 'k is 0.', hint: 'Choose 1 or more.' } as const;
  const plain = capturedIo();
  createOutput(plain.io, false).error(body);
  expect(plain.written).toEqual({ stdout: '', stderr: 'Error: k is 0.\nChoose 1 or more.\n' });
  const json = capturedIo();
  createOutput(json.io, true).error(body);
  expect(json.json()).toEqual({ error: body });
  expect(json.written.stderr).toBe('');
});

test('colour is for terminals that want it', () => {
  const coloured = (io: ReturnType<typeof capturedIo>) => createOutput(io.io, false).style.red('x') !== 'x';
  expect(coloured(capturedIo({ isTTY: true }))).toBe(true);
  expect(coloured(capturedIo({ isTTY: true, env: { NO_COLOR: '1' } }))).toBe(false);
  expect(coloured(capturedIo())).toBe(false);
});

test("other people's text cannot steer the terminal", () => {
  expect(printable('a\u001b[31mred\u001b[0m\rb\u202ec\u0007')).toBe('ared b c ');
});
