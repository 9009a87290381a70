import type { RunRequest, RunSummary } from '@shared/run';
import type { Workbench } from '../workbench.svelte';

/** How long one fit takes here, and how many fits say so. */
export type Estimate = { ms: number; fits: number };

const mostRuns = 6;

/**
 * Milliseconds of one run of a distance on these images over so many epochs: the median of the last runs like it on this machine
 * (the same sizes and batches, when there are such), scaled by their epochs; null when nothing like it has run.
 */
export function estimateOfRun(
  { runs }: Pick<Workbench, 'runs'>,
  { distance, params = {} }: Pick<RunRequest, 'distance' | 'params'>,
  datasetHash: string,
): Estimate | null {
  const like = runs.filter(
    (run) =>
      run.timing &&
      run.status === 'finished' &&
      run.config.distance === distance &&
      run.datasetHash === datasetHash,
  );
  const sizes = ['embeddingSize', 'hiddenSize', 'batchSize'];
  const alike = like.filter(({ config }) => sizes.every((name) => config.params[name] === params[name]));
  const times = (alike.length > 0 ? alike : like)
    .toSorted((a, b) => b.createdAt.localeCompare(a.createdAt))
    .slice(0, mostRuns)
    .map((run) => scaled(run, params['epochs']));
  return times.length === 0 ? null : { ms: median(times), fits: times.length };
}

/** Milliseconds of one fit of a sweep: from the finished sweeps like it, else from runs. They count by the fits they trained. */
export function estimateOfFit(
  workbench: Pick<Workbench, 'runs' | 'sweeps'>,
  request: Pick<RunRequest, 'distance' | 'params'>,
  datasetHash: string,
): Estimate | null {
  const epochs = request.params?.['epochs'] ?? 1;
  const like = workbench.sweeps.filter(
    ({ status, config, datasetHash: hash, progress, reused }) =>
      status === 'finished' &&
      config.base.distance === request.distance &&
      hash === datasetHash &&
      config.axes.every(({ name }) => name !== 'epochs') &&
      progress.total > reused,
  );
  const times = like.map(({ timing, progress, reused, config }) => {
    const fits = progress.total - reused;
    return { ms: ((timing.totalMs / fits) * epochs) / Math.max(1, config.base.params['epochs'] ?? 1), fits };
  });
  if (times.length === 0) return estimateOfRun(workbench, request, datasetHash);
  return { ms: median(times.map(({ ms }) => ms)), fits: times.reduce((sum, { fits }) => sum + fits, 0) };
}

/** Training grows with the epochs, scoring the result does not. */
function scaled({ timing, config }: RunSummary, epochs: number | undefined): number {
  const { trainMs = 0, totalMs = 0 } = timing ?? {};
  const done = config.params['epochs'];
  return done && epochs ? totalMs - trainMs + (trainMs * epochs) / done : totalMs;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
