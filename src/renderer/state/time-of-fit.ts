import type { Workbench } from './workbench.svelte';

/**
 * Milliseconds that one fit of a distance on these images takes over so many epochs, from the last sweep that trained like it,
 * else from the last run; null when there is none.
 */
export function timeOfFit(
  { sweeps, runs }: Pick<Workbench, 'sweeps' | 'runs'>,
  distance: string,
  datasetHash: string,
  epochs: number,
): number | null {
  const sweep = sweeps
    .toSorted((a, b) => a.createdAt.localeCompare(b.createdAt))
    .findLast(
      (other) =>
        other.status === 'finished' &&
        other.config.base.distance === distance &&
        other.datasetHash === datasetHash &&
        other.config.axes.every(({ name }) => name !== 'epochs') &&
        other.progress.total > other.reused,
    );
  const scaled = (ms: number, params: Readonly<Record<string, number>>) =>
    (ms * epochs) / Math.max(1, params['epochs'] ?? epochs);
  if (sweep)
    return scaled(sweep.timing.totalMs / (sweep.progress.total - sweep.reused), sweep.config.base.params);
  const run = runs.findLast(
    (other) => other.timing && other.config.distance === distance && other.datasetHash === datasetHash,
  );
  return run?.timing ? scaled(run.timing.totalMs, run.config.params) : null;
}
