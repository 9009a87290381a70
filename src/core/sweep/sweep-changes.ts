import type { SweepSummary } from '@shared/sweep';
import { sweepKey, type EventHub } from '../event-hub';
import { sweepIdOf } from '../ids';
import type { Clock } from '../ports';

/** Telling takes at most a tenth of the time: a sweep of thousands of configurations is told less often. */
const restAfter = 9;

/** Tells watchers of a changed sweep: `now` when its status changed, `soon` for its progress. */
export function sweepTeller(hub: EventHub, clock: Clock, describe: (row: number) => SweepSummary | null) {
  const restsUntilMs = new Map<number, number>();
  const tell = (row: number): void => {
    const beganMs = clock.monotonicMs();
    const sweep = describe(row);
    if (sweep) hub.publish({ type: 'sweepChanged', sweep });
    const endedMs = clock.monotonicMs();
    restsUntilMs.set(row, endedMs + restAfter * (endedMs - beganMs));
  };
  return (row: number, how: 'now' | 'soon'): void => {
    if (hub.subscribers === 0) return;
    if (how === 'now') tell(row);
    else
      hub.soon(sweepKey(sweepIdOf(row)), () => tell(row), (restsUntilMs.get(row) ?? 0) - clock.monotonicMs());
  };
}
