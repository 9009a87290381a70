import { expect, it } from 'vitest';
import type { MemoryForecast } from '@shared/memory-forecast';
import { capturedIo } from './captured-io';
import { createOutput } from './output';
import { warnOfMemory } from './warn-of-memory';

const warning = { message: 'This does not fit into memory.', hint: 'Use a smaller batch.' };
const forecast = { neededBytes: 1, warning } as MemoryForecast;

it('warns on standard error only, and only where it does not fit', () => {
  const { io, written } = capturedIo();
  const output = createOutput(io, true);
  expect(warnOfMemory(output, forecast)).toBe(forecast);
  expect(written).toMatchObject({ stdout: '', stderr: `${warning.message} ${warning.hint}\n` });
  warnOfMemory(output, { ...forecast, warning: null });
  expect(written.stderr.split('\n')).toHaveLength(2);
});
