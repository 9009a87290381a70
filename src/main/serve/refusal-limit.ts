import type { Clock } from '@core/ports';

/** Counts wrong tokens, so that guessing is cut short. */
export type RefusalLimit = {
  /** Notes one more 401; true when there were too many within the window. */
  exceeded(): boolean;
};

/** Allows `limit` refusals in each window of `windowMs`; the right token is never slowed down. */
export function createRefusalLimit(
  clock: Pick<Clock, 'monotonicMs'>,
  limit = 300,
  windowMs = 60_000,
): RefusalLimit {
  let windowStart = clock.monotonicMs();
  let refused = 0;
  return {
    exceeded() {
      const now = clock.monotonicMs();
      if (now - windowStart >= windowMs) [windowStart, refused] = [now, 0];
      refused += 1;
      return refused > limit;
    },
  };
}
