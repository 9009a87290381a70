import type { MemoryForecast } from '@shared/memory-forecast';
import { printable, type Output } from './output';

/** Says before the start what does not fit into memory, if it does not; gives the forecast back. */
export function warnOfMemory(output: Output, forecast: MemoryForecast): MemoryForecast {
  const { warning } = forecast;
  if (warning) output.note(printable(`${warning.message} ${warning.hint}`));
  return forecast;
}
