import { expect, test } from 'vitest';
import { capturedIo } from './captured-io';
import { cancellable } from './interrupt';
import { createOutput } from './output';

test('the first Ctrl+C cancels and waits, the second ends at once', async () => {
  const { io, exits, interrupt, listeners, written } = capturedIo();
  let cancelled = 0;
  let end: (value: string) => void = () => undefined;
  const ended = new Promise<string>((resolve) => (end = resolve));
  const work = cancellable(
    io,
    createOutput(io, false),
    async () => void cancelled++,
    () => ended,
  );
  interrupt();
  expect([cancelled, exits]).toEqual([1, []]);
  expect(written.stderr).toContain('Ctrl+C again');
  interrupt();
  expect([cancelled, exits]).toEqual([1, [130]]);
  end('done');
  expect(await work).toBe('done');
  expect(listeners.size).toBe(0);
});
