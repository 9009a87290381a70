import type { Curves, RunDetail } from '@shared/run';
import type { SplitName } from '@shared/split';
import { linePlot, type Series } from '../plot/line-plot';
import { percent, short } from '../text/numbers';
import type { Chart } from './chart';

/** A run among others: its place (from 0) decides its colour. */
export type ComparedRunDetail = { run: RunDetail; place: number };

/** What the charts of a comparison draw. */
export type CompareChartData = {
  runs: readonly ComparedRunDetail[];
  xBy: 'epoch' | 'time';
  log: boolean;
  /** The images on which the runs are compared, and the common k, when there is one. */
  split: SplitName;
  k: number | null;
};

/** How a run's line looks wherever runs are side by side. */
export const lineOfPlace = (place: number): { colour: string; dash: readonly number[] } => ({
  colour: `run-${(place % 8) + 1}`,
  dash: place < 4 ? [] : [6, 3],
});

/** A run where nothing else tells which it is. */
export const longNameOf = ({ id, name }: RunDetail): string => (name === '' ? id : `${id} ${name}`);

type Curve = Pick<Chart<CompareChartData>, 'id' | 'title' | 'help'> & {
  of: keyof Curves;
  isShare: boolean;
};

/** One curve of every run, over the epochs or over the time spent training. */
export function comparedCurve({ id, title, help, of, isShare }: Curve): Chart<CompareChartData> {
  const write = isShare ? percent : short;
  return {
    id,
    title,
    help,
    canBeLog: true,
    canBeSmoothed: true,
    namesSingleLine: true,
    axis: ({ xBy }) => xBy,
    applies: ({ runs }) => trained(runs).length > 0,
    config: (data, look) =>
      linePlot(
        {
          series: trained(data.runs).map((compared) => seriesOf(compared, data, of)),
          x: axisOfTime(data),
          y: {
            title,
            log: data.log,
            ...(data.log ? {} : { min: 0 }),
            ...(isShare ? { write: (share: number) => `${Number((share * 100).toFixed(2))} %` } : {}),
          },
          write,
        },
        look,
      ),
    table: ({ runs }) => ({
      columns: ['run', 'epoch', 'seconds', of.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
      rows: trained(runs).flatMap(({ run }) => {
        const seconds = secondsOf(run.curves);
        return (run.curves[of] ?? []).map((y, at) => [run.id, at + 1, seconds[at] ?? null, y]);
      }),
    }),
    describe: ({ runs }) => {
      const last = ({ run }: ComparedRunDetail) => (run.curves[of] ?? []).findLast((y) => y !== null);
      return `${title} by epoch. Last values: ${trained(runs)
        .map((each) => `${each.run.id} ${write(last(each))}`)
        .join(', ')}.`;
    },
  };
}

/** Nothing is trained for plain L2, so there are no curves. */
const trained = (runs: readonly ComparedRunDetail[]) => runs.filter(({ run }) => run.config.loss !== null);

function seriesOf(
  { run, place }: ComparedRunDetail,
  { xBy, log }: CompareChartData,
  of: keyof Curves,
): Series {
  const seconds = xBy === 'time' ? secondsOf(run.curves) : null;
  return {
    label: run.id,
    longLabel: longNameOf(run),
    ...lineOfPlace(place),
    points: (run.curves[of] ?? []).map((y, at) => ({
      x: seconds ? (seconds[at] ?? 0) : at + 1,
      y: log && y !== null && y <= 0 ? null : y,
    })),
  };
}

function axisOfTime({ runs, xBy }: CompareChartData) {
  if (xBy === 'time') return { title: 'Seconds of training', min: 0 };
  return { title: 'Epoch', min: 0, max: Math.max(1, ...runs.map(epochsOf)) };
}

/** Epochs that a run goes on to; one that stopped goes no further than it came. */
function epochsOf({ run: { status, progress } }: ComparedRunDetail): number {
  return status === 'queued' || status === 'running' ? progress.epochs : progress.epoch;
}

/** Seconds spent training until the end of each epoch. */
export function secondsOf(curves: Curves): number[] {
  let sum = 0;
  return (curves.epochMs ?? []).map((ms) => (sum += (ms ?? 0) / 1000));
}
