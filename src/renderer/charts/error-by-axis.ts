import type { SweepSummary } from '@shared/sweep';
import { errorBarsOf, type ErrorBar } from '../plot/error-bars';
import { linePlot, type Series } from '../plot/line-plot';
import type { Look } from '../plot/look';
import type { Mark } from '../plot/marks';
import type { SweepAtK, SweepPoint } from '../state/sweep/sweep-at-k';
import { percent } from '../text/numbers';
import { axisLabel, axisValue, estimateText, valuesText } from '../text/sweep-words';
import { defineChart, type ChartConfig } from './chart';
import { reachOf } from './axis-reach';

/** A sweep over one axis, as it looks at one k. */
export type ErrorByAxisData = { sweep: SweepSummary; at: SweepAtK };

/** Error against the values of the only axis, with standard errors as bars. */
export const errorByAxis = defineChart<ErrorByAxisData>({
  id: 'error-by-axis',
  title: 'Error by value',
  help: 'Mean error of each configuration; bars are one standard error to either side.',
  applies: ({ sweep }) => sweep.config.axes.length === 1,
  config: (data, look) => withMarks(data, look, withBars(data, look, plotOf(data, look))),
  table: (data) => ({
    columns: [
      nameOf(data),
      'train_error',
      'train_standard_error',
      'validation_error',
      'validation_standard_error',
    ],
    rows: ordered(data).map((point) => [
      valueOf(data, point),
      point.train.mean,
      point.train.standardError,
      point.validation.mean,
      point.validation.standardError,
    ]),
  }),
  describe: (data) => {
    const best = data.at.points.find(({ isBest }) => isBest);
    if (best)
      return `Error by ${axisLabel(nameOf(data))}, ${data.at.points.length} values. Lowest at ${valuesText(best.values)} with ${estimateText(best.validation)}.`;
    const done = data.at.points.filter(({ status }) => status !== 'waiting').length;
    return `Error by ${axisLabel(nameOf(data))}: ${done} of ${data.at.points.length} values are done.`;
  },
});

const nameOf = ({ sweep }: ErrorByAxisData): string => sweep.config.axes[0]?.name ?? '';

const valueOf = (data: ErrorByAxisData, { values }: SweepPoint): number => values[nameOf(data)] ?? 0;

const ordered = (data: ErrorByAxisData): SweepPoint[] =>
  data.at.points.toSorted((a, b) => valueOf(data, a) - valueOf(data, b));

/** What is measured on held-out images: the folds, or the validation split. */
const kinds = [
  { kind: 'train', label: 'Train', colour: 'series-train' },
  { kind: 'validation', label: 'Held out', colour: 'series-validation', dash: [7, 3] },
] as const;

function plotOf(data: ErrorByAxisData, look: Look): ChartConfig {
  const points = ordered(data);
  const series = kinds.map(({ kind, ...rest }): Series => ({
    ...rest,
    dots: true,
    points: points.map((point) => ({ x: valueOf(data, point), y: point[kind].mean })),
  }));
  const best = points.find(({ isBest }) => isBest);
  const simple = points.find(({ isOneStandardError }) => isOneStandardError);
  return linePlot(
    {
      series,
      x: {
        title: axisLabel(nameOf(data)),
        roundTicks: true,
        ...reachOf(points.map((point) => valueOf(data, point))),
      },
      y: {
        title: `Error at k = ${data.at.k}`,
        min: 0,
        suggestedMax: Math.max(0, ...barsOf(data).map(({ high }) => high)),
        write: (share) => `${Number((share * 100).toFixed(1))} %`,
      },
      marks: [
        ...lineAt(data, best, best === simple ? 'best, and simplest within 1 SE' : 'best'),
        ...(best === simple ? [] : lineAt(data, simple, 'simplest within 1 SE', 'end')),
      ],
      write: percent,
    },
    look,
  );
}

function lineAt(
  data: ErrorByAxisData,
  point: SweepPoint | undefined,
  words: string,
  place: 'start' | 'end' = 'start',
): Mark[] {
  if (!point) return [];
  const at = valueOf(data, point);
  return [{ at, label: `${words}: ${axisValue(at)}`, colour: 'series-mark', place }];
}

function barsOf(data: ErrorByAxisData): ErrorBar[] {
  return kinds.flatMap(({ kind, colour }) =>
    data.at.points.flatMap((point): ErrorBar[] => {
      const { mean, standardError } = point[kind];
      if (mean === null || standardError === null) return [];
      const [low, high] = [Math.max(0, mean - standardError), mean + standardError];
      return [{ x: valueOf(data, point), low, high, colour }];
    }),
  );
}

function withBars(data: ErrorByAxisData, look: Look, plot: ChartConfig): ChartConfig {
  const plugins = plot.options?.plugins ?? {};
  const annotations = { ...plugins.annotation?.annotations, ...errorBarsOf(barsOf(data), look) };
  return {
    ...plot,
    options: { ...plot.options, plugins: { ...plugins, annotation: { ...plugins.annotation, annotations } } },
  };
}

/** Shapes the held-out points: a diamond is the best, a triangle the simplest within 1 SE, a ring not distinguishable. */
function withMarks(data: ErrorByAxisData, look: Look, plot: ChartConfig): ChartConfig {
  const shown = ordered(data).filter(({ validation }) => validation.mean !== null);
  const pick = <T>(best: T, simple: T, tied: T, other: T): T[] =>
    shown.map(({ isBest, isOneStandardError, isTied }) =>
      isBest ? best : isOneStandardError ? simple : isTied ? tied : other,
    );
  const colour = look.colour('series-validation');
  const datasets = plot.data.datasets.map((dataset, at) =>
    kinds[at]?.kind === 'validation'
      ? {
          ...dataset,
          pointStyle: pick<'rectRot' | 'triangle' | 'circle'>('rectRot', 'triangle', 'circle', 'circle'),
          pointRadius: pick(7, 6.5, 4.5, 3),
          pointBackgroundColor: pick(colour, colour, look.surface, colour),
          pointBorderColor: colour,
          pointBorderWidth: pick(0, 0, 1.75, 0),
        }
      : dataset,
  );
  return { ...plot, data: { datasets } };
}
