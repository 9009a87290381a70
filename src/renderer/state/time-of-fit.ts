import type { Workbench } from './workbench.svelte';

/**
 * Milliseconds that one fit of a distance on these images takes, from the last sweep like it that trained everything itself,
 * else from the last run; null when there is none.
 */
export function timeOfFit(
  { sweeps, runs }: Pick<Workbench, 'sweeps' | 'runs'>,
  distance: string,
  datasetHash: string,
): number | null {
  const sweep = sweeps
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .findLast(
      (other) =>
        other.status === 'finished' &&
        other.config.base.distance === distance &&
        other.datasetHash === datasetHash &&
        other.progress.total > other.reused,
    );
  if (sweep) return sweep.timing.totalMs / (sweep.progress.total - sweep.reused);
  const run = runs.findLast(
    (other) => other.timing && other.config.distance === distance && other.datasetHash === datasetHash,
  );
  return run?.timing?.totalMs ?? null;
}
