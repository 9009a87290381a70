import { someFacts, someSweep } from '@ml/sweep/sweep-fixture';
import { planSweep } from '@ml/sweep/plan';
import { summariseSweep } from '@ml/sweep/summary';
import type { SweepRequest, SweepSummary, UnitResult } from '@shared/sweep';

/** A sweep whose fits of configuration c on fold f have the held-out error `error(c, f)` at k = 5, and twice that at k = 1. */
export function finishedSweep(
  error: (configuration: number, fold: number) => number | null,
  changes: Partial<SweepRequest> = {},
): SweepSummary {
  const config = someSweep(changes);
  const plan = planSweep(config, someFacts());
  const results = new Map(
    plan.units.flatMap(({ key }, at): [string, UnitResult][] => {
      const held = error(at % plan.fits.length, Math.floor(at / plan.fits.length));
      const errors = (share: number) => [2 * share, share, share, share, share];
      if (held === null) return [];
      const train = errors(held / 4);
      return [[key, { status: 'finished', train, trainLeaveOneOut: train, heldOut: errors(held) }]];
    }),
  );
  return {
    ...summariseSweep(config, plan, results),
    id: 's1',
    name: 'sweep',
    status: 'finished',
    dataset: 'shapes',
    config,
    timing: { totalMs: 1000 },
    progress: { finished: results.size, total: plan.units.length, share: 1, timeLeftMs: null },
  } as SweepSummary;
}
