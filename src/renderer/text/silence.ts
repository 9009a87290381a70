import { duration } from './times';

/** Says that a trainer has not been heard of for so many milliseconds. */
export function silence(silentMs: number): string {
  return `The trainer has not been responding for ${duration(Math.max(1_000, Math.floor(silentMs / 1_000) * 1_000))}.`;
}
