import { distanceOf, partIdsOf } from '@ml/distances/resolve';
import type { PartIds } from '@ml/parts';
import { runTime, stackedShare, type RunTime } from '@ml/run-time';
import type { DatasetSummary } from '@shared/dataset';
import type { RunRequest } from '@shared/run';
import type { SweepConfig } from '@shared/sweep';
import type { Workbench } from '../workbench.svelte';
import { scaled, type MeasuredTime } from './measured-time';

/** What an estimate was made from: fits of the same sizes, of other sizes on the same images, or fits on other images. */
export type EstimateSource = 'alike' | 'other-sizes' | 'other-images';

/**
 * How long one fit takes here, how many fits say so, and which. `alone`: told by runs, which were trained one by one; what comes
 * once for all fits of a sweep is counted apart then.
 */
export type Estimate = { ms: number; fits: number; from: EstimateSource; alone?: { onceMs: number } };

type Settings = Pick<RunRequest, 'distance' | 'params' | 'everyEpoch'> & {
  [part in Part]?: string | null | undefined;
};
type Part = 'embedding' | 'loss' | 'optimizer' | 'sampler' | 'normalizer';
type Known = Pick<Workbench, 'runs' | 'datasets'>;
type Timed = { ms: number; fits: number; from: EstimateSource };

const mostRuns = 6;
const sizes = ['embeddingSize', 'hiddenSize', 'batchSize'];
const parts = ['embedding', 'loss', 'optimizer'] as const;
const partKinds = [...parts, 'sampler', 'normalizer'] as const;
const sources: readonly EstimateSource[] = ['alike', 'other-sizes', 'other-images'];

/**
 * Milliseconds of one run of a distance on these images: the median of the last runs of it on this machine, those with the same
 * settings if there are such, else those of the same sizes, else others on these images, else on other ones; each scaled by what
 * their steps and scores cost. A run that trains or stopped on the way tells its pace. `own` is the run that is asked about: its own
 * pace is the best there is. Null when the distance has not run.
 */
export function estimateOfRun(known: Known, wanted: Settings, hash: string, own?: string): Estimate | null {
  const { from, times } = timesOf(known, wanted, hash, own);
  if (!from || times.length === 0) return null;
  return { ms: median(times.map(({ trainMs, restMs }) => trainMs + restMs)), fits: times.length, from };
}

/**
 * Milliseconds of one fit of a sweep: from the finished sweeps like it, else from runs. They count by the fits they trained.
 * `configurations` may be trained side by side.
 */
export function estimateOfFit(
  workbench: Known & Pick<Workbench, 'sweeps'>,
  wanted: Settings,
  hash: string,
  configurations = 1,
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
  const ofRuns = fitFromRuns(workbench, wanted, hash, configurations);
  if (!from || (ofRuns && sources.indexOf(ofRuns.from) < sources.indexOf(from))) return ofRuns;
  return { ms: median(like.map(({ ms }) => ms)), fits: like.reduce((sum, { fits }) => sum + fits, 0), from };
}

/** A run's time as a fit of a sweep: no process is started for it, K is made once, it is scored once, and its steps are shared. */
function fitFromRuns(known: Known, wanted: Settings, hash: string, configurations: number): Estimate | null {
  const { from, times } = timesOf(known, wanted, hash);
  if (!from || times.length === 0) return null;
  const share = stackedShareOn(known.datasets, wanted, hash, configurations);
  const ms = median(times.map(({ trainMs, resultMs }) => share * trainMs + resultMs));
  const onceMs = median(times.map(({ restMs, resultMs }) => restMs - resultMs));
  return { ms, fits: times.length, from, alone: { onceMs } };
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

/** All settings but how long it trains. */
const settingsOf = ({ params, ...ids }: Complete): string =>
  JSON.stringify([
    ...partKinds.map((part) => ids[part]),
    ...Object.entries({ ...params, epochs: 0 }).toSorted(([a], [b]) => a.localeCompare(b)),
  ]);

const keyOf = (settings: Complete): string =>
  [...sizes.map((name) => settings.params[name]), ...parts.map((part) => settings[part])].join();

/** The last runs that tell most about the wanted one, scaled to it. */
function timesOf({ runs, datasets }: Known, wanted: Settings, hash: string, own?: string): RunTimes {
  const time = timeOn(datasets, wanted, hash);
  const sourceOf = sourcesFor(wanted, hash);
  const settingsKey = settingsOf({ ...idsOf(wanted), params: wanted.params ?? {} });
  const like = runs
    .filter(({ config }) => config.distance === wanted.distance)
    .flatMap((run) => {
      const scaledTime = time && scaled(run, timeOn(datasets, run.config, run.datasetHash), time);
      if (!scaledTime) return [];
      const from = sourceOf(run.config, run.datasetHash);
      const isSame = from === 'alike' && settingsOf(run.config) === settingsKey;
      return [
        {
          run,
          from,
          rank: own !== undefined && run.id === own ? -2 : isSame ? -1 : sources.indexOf(from),
          time: scaledTime,
        },
      ];
    });
  const best = Math.min(...like.map(({ rank }) => rank));
  const chosen = like
    .filter(({ rank }) => rank === best)
    .toSorted((a, b) => b.run.createdAt.localeCompare(a.run.createdAt))
    .slice(0, mostRuns);
  return { from: chosen[0]?.from ?? null, times: chosen.map((one) => one.time) };
}

type RunTimes = { from: EstimateSource | null; times: readonly MeasuredTime[] };

/** Null for images that are not here any more: nobody knows how many there were. */
function timeOn(datasets: readonly DatasetSummary[], settings: Settings, hash: string): RunTime | null {
  const data = sizesOf(datasets, hash);
  return data && runTime(idsOf(settings), settings.params ?? {}, data, settings.everyEpoch);
}

function stackedShareOn(
  datasets: readonly DatasetSummary[],
  settings: Settings,
  hash: string,
  configurations: number,
): number {
  const data = sizesOf(datasets, hash);
  return data ? stackedShare(idsOf(settings), settings.params ?? {}, data, configurations) : 1;
}

function sizesOf(datasets: readonly DatasetSummary[], hash: string) {
  const dataset = datasets.find((one) => one.hash === hash);
  if (!dataset) return null;
  const { examples, splits, shape, classes } = dataset;
  return {
    count: examples,
    trainCount: splits.train,
    inputSize: shape.reduce((product, side) => product * side, 1),
    classes: classes.length,
  };
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

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
