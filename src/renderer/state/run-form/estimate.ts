import { distanceOf, partIdsOf } from '@ml/distances/resolve';
import type { PartIds } from '@ml/parts';
import { runTime, type RunTime } from '@ml/run-time';
import type { DatasetSummary } from '@shared/dataset';
import type { RunRequest, RunSummary } from '@shared/run';
import type { SweepConfig } from '@shared/sweep';
import type { Workbench } from '../workbench.svelte';

/** What an estimate was made from: fits of the same sizes, of other sizes on the same images, or fits on other images. */
export type EstimateSource = 'alike' | 'other-sizes' | 'other-images';

/** How long one fit takes here, how many fits say so, and which. */
export type Estimate = { ms: number; fits: number; from: EstimateSource };

type Settings = Pick<RunRequest, 'distance' | 'params'> & { [part in Part]?: string | null | undefined };
type Part = 'embedding' | 'loss' | 'optimizer' | 'sampler' | 'normalizer';
type Known = Pick<Workbench, 'runs' | 'datasets'>;
type Timed = { ms: number; fits: number; from: EstimateSource };

const mostRuns = 6;
const sizes = ['embeddingSize', 'hiddenSize', 'batchSize'];
const parts = ['embedding', 'loss', 'optimizer'] as const;
const sources: readonly EstimateSource[] = ['alike', 'other-sizes', 'other-images'];

/**
 * Milliseconds of one run of a distance on these images: the median of the last runs of it on this machine, those of the same sizes
 * if there are such, else others on these images, else on other ones; each scaled by what their steps and scores cost. Null when
 * the distance has not run.
 */
export function estimateOfRun({ runs, datasets }: Known, wanted: Settings, hash: string): Estimate | null {
  const time = timeOn(datasets, wanted, hash);
  const sourceOf = sourcesFor(wanted, hash);
  const here = new Set(datasets.map((dataset) => dataset.hash));
  const ended = runs
    .filter(
      ({ timing, status, config, datasetHash }) =>
        timing && status === 'finished' && config.distance === wanted.distance && here.has(datasetHash),
    )
    .map((run) => ({ run, from: sourceOf(run.config, run.datasetHash) }));
  const from = sources.find((source) => ended.some((one) => one.from === source));
  const times = ended
    .filter((one) => one.from === from)
    .toSorted((a, b) => b.run.createdAt.localeCompare(a.run.createdAt))
    .slice(0, mostRuns)
    .flatMap(({ run }) => scaled(run, timeOn(datasets, run.config, run.datasetHash), time) ?? []);
  return from && times.length > 0 ? { ms: median(times), fits: times.length, from } : null;
}

/** Milliseconds of one fit of a sweep: from the finished sweeps like it, else from runs. They count by the fits they trained. */
export function estimateOfFit(
  workbench: Known & Pick<Workbench, 'sweeps'>,
  wanted: Settings,
  hash: string,
): Estimate | null {
  const { datasets, sweeps } = workbench;
  const time = timeOn(datasets, wanted, hash);
  const sourceOf = sourcesFor(wanted, hash);
  const timed = sweeps.flatMap(({ status, config, datasetHash, progress, reused, timing }): Timed[] => {
    const fits = progress.total - reused;
    if (status !== 'finished' || config.base.distance !== wanted.distance || fits <= 0) return [];
    const settings = { ...config.base, params: middleOf(config) };
    const own = timeOn(datasets, settings, datasetHash);
    if (!own || !time) return [];
    const ms = ((timing.totalMs / fits) * (time.trainMs + time.restMs)) / (own.trainMs + own.restMs);
    return [{ ms, fits, from: sourceOf(settings, datasetHash) }];
  });
  const from = sources.find((source) => timed.some((one) => one.from === source));
  const like = timed.filter((one) => one.from === from);
  const ofRuns = estimateOfRun(workbench, wanted, hash);
  if (!from || (ofRuns && sources.indexOf(ofRuns.from) < sources.indexOf(from))) return ofRuns;
  return { ms: median(like.map(({ ms }) => ms)), fits: like.reduce((sum, { fits }) => sum + fits, 0), from };
}

/** Settings of a fit in the middle of what a sweep varies. */
export function middleOf({ base, axes }: Pick<SweepConfig, 'axes'> & { base: { params: Params } }): Params {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  return { ...base.params, ...Object.fromEntries(axes.map(({ name, values }) => [name, mean(values)])) };
}

type Params = Record<string, number>;

/** Tells of complete settings on some images what they are to the wanted ones. */
function sourcesFor(wanted: Settings, hash: string): (own: Complete, ownHash: string) => EstimateSource {
  const key = keyOf({ ...idsOf(wanted), params: wanted.params ?? {} });
  return (own, ownHash) => {
    if (ownHash !== hash) return 'other-images';
    return keyOf(own) === key ? 'alike' : 'other-sizes';
  };
}

type Complete = PartIds & { params: Params };

const keyOf = (settings: Complete): string =>
  [...sizes.map((name) => settings.params[name]), ...parts.map((part) => settings[part])].join();

/** Null for images that are not here any more: nobody knows how many there were. */
function timeOn(datasets: readonly DatasetSummary[], settings: Settings, hash: string): RunTime | null {
  const dataset = datasets.find((one) => one.hash === hash);
  if (!dataset) return null;
  const { examples, splits, shape, classes } = dataset;
  const data = {
    count: examples,
    trainCount: splits.train,
    inputSize: shape.reduce((product, side) => product * side, 1),
    classes: classes.length,
  };
  return runTime(idsOf(settings), settings.params ?? {}, data);
}

/** All parts; those that are not named are the distance's own. */
function idsOf(settings: Settings): PartIds {
  const { distance, embedding, loss, optimizer, sampler, normalizer } = settings;
  const named = Object.entries({ embedding, loss, optimizer, sampler, normalizer });
  return partIdsOf(
    distanceOf(distance),
    Object.fromEntries(named.map(([part, id]) => [part, id ?? undefined])),
  );
}

/** Steps and all the rest grow in their own ways. */
function scaled({ timing }: RunSummary, own: RunTime | null, wanted: RunTime | null): number | null {
  if (!own || !wanted || !timing) return null;
  const trained = own.trainMs > 0 ? (timing.trainMs * wanted.trainMs) / own.trainMs : 0;
  return trained + ((timing.totalMs - timing.trainMs) * wanted.restMs) / own.restMs;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
