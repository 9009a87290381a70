import { searchTextOf } from '@shared/run-search';
import type { RunSummary } from '@shared/run';
import { distanceLabel } from '../../text/run-words';

const texts = new WeakMap<RunSummary, string>();

/** What a search looks through of a run; made once for each. */
export function searchedText(run: RunSummary): string {
  const known = texts.get(run) ?? searchTextOf(run, distanceLabel(run.config.distance));
  texts.set(run, known);
  return known;
}

const longestMs = 8;
const runsAtOnce = 50;

/** Makes the texts of these runs while nobody does anything, a few milliseconds at a time. Gives the way to stop. */
export function makeTextsWhenIdle(runs: readonly RunSummary[]): () => void {
  // Where the browser knows no idle time, the first search makes them.
  if (!('requestIdleCallback' in globalThis)) return () => undefined;
  let made = 0;
  const make = (idle: IdleDeadline): void => {
    const end = performance.now() + Math.min(longestMs, idle.timeRemaining());
    while (made < runs.length && performance.now() < end) {
      runs.slice(made, made + runsAtOnce).forEach(searchedText);
      made += runsAtOnce;
    }
    if (made < runs.length) handle = requestIdleCallback(make);
  };
  let handle = requestIdleCallback(make);
  return () => cancelIdleCallback(handle);
}
