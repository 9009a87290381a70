import { losses } from '@ml/losses/index';
import type { ParamSpecs } from '@shared/params';
import type { Histogram } from '@shared/run';
import { linePlot, type Series } from '../plot/line-plot';
import type { Mark } from '../plot/marks';
import { percent, short } from '../text/numbers';
import { defineChart, type DiagnosisChartData } from './chart';

/** Distances of pairs of one class and of two, after the chosen epoch, with the margins as lines. */
export const distances = defineChart<DiagnosisChartData>({
  id: 'distances',
  title: 'Distances',
  help: 'Squared distances between training images of one class, and of two: the less they overlap, the better.',
  applies: () => true,
  config: (data, look) =>
    linePlot(
      {
        series: seriesOf(data),
        x: {
          title: 'Squared distance; the last step counts all beyond it',
          min: 0,
          max: axisEnd(data),
          roundTicks: true,
        },
        y: { title: 'Share of pairs', min: 0, write: (share) => `${Number((share * 100).toFixed(1))} %` },
        marks: marksOf(data).filter(({ at }) => at <= axisEnd(data)),
        write: percent,
      },
      look,
    ),
  table: ({ chosen }) => ({
    columns: ['epoch', 'from', 'to', 'same_class_pairs', 'different_class_pairs'],
    rows: (chosen?.sameClass.counts ?? []).map((same, at) => {
      const { sameClass, differentClass, epoch } = chosen!;
      return [epoch, edge(sameClass, at), edge(sameClass, at + 1), same, differentClass.counts[at] ?? 0];
    }),
  }),
  describe: ({ chosen }) =>
    chosen
      ? `Squared distances after epoch ${chosen.epoch}: on average ${short(meanOf(chosen.sameClass))} between images of one class, ${short(meanOf(chosen.differentClass))} between images of two.`
      : 'Distances: there when the first epoch has been scored.',
});

/** Mean of the values of a histogram, each taken for the middle of its bin. */
export function meanOf(histogram: Histogram): number {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0);
  const sum = histogram.counts.reduce((so, count, at) => so + count * edge(histogram, at + 0.5), 0);
  return total > 0 ? sum / total : 0;
}

/** Where all but a fiftieth of each histogram has been counted. */
export function reachOf(...histograms: readonly Histogram[]): number {
  const ends = histograms.map((histogram) => {
    const total = histogram.counts.reduce((sum, count) => sum + count, 0);
    let counted = 0;
    const last = histogram.counts.findIndex((count) => (counted += count) >= 0.98 * total);
    return edge(histogram, last + 1);
  });
  return Math.max(0, ...ends) || 1;
}

/**
 * One axis for all epochs, so that the hills move and not the axis; but where an epoch would fill less than a third of
 * it, its own.
 */
function axisEnd({ epochs, chosen, run }: DiagnosisChartData): number {
  const own = chosen ? reachOf(chosen.sameClass, chosen.differentClass) : 1;
  const all = Math.max(own, ...epochs.map((each) => reachOf(each.sameClass, each.differentClass)));
  const margins = absoluteMargins(run.config.loss, run.config.params).map(({ at }) => 1.1 * at);
  return rounded(Math.max(all > 3 * own ? own : all, ...margins));
}

/** The next number with two digits: an axis ends at a tick. */
function rounded(value: number): number {
  const unit = 10 ** (Math.floor(Math.log10(value)) - 1);
  return Number((Math.ceil(value / unit - 1e-9) * unit).toPrecision(2));
}

function seriesOf({ chosen }: DiagnosisChartData): Series[] {
  return [
    {
      label: 'Same class',
      colour: 'series-train',
      points: chosen ? sharesOf(chosen.sameClass) : [],
      stepped: true,
      filled: true,
    },
    {
      label: 'Different class',
      colour: 'series-validation',
      points: chosen ? sharesOf(chosen.differentClass) : [],
      stepped: true,
      filled: true,
      dash: [7, 3],
    },
  ];
}

/** A histogram as shares of its pairs, for a stepped line. */
export function sharesOf(histogram: Histogram): { x: number; y: number }[] {
  const total = histogram.counts.reduce((sum, count) => sum + count, 0) || 1;
  return [...histogram.counts, 0].map((count, at) => ({ x: edge(histogram, at), y: count / total }));
}

/** A triplet's margin is no distance but a lead: it is drawn from where pairs of one class lie on average. */
function marksOf({ run: { config }, chosen }: DiagnosisChartData): Mark[] {
  if (config.loss !== 'triplet' || !chosen) return absoluteMargins(config.loss, config.params);
  const at = meanOf(chosen.sameClass) + (config.params['margin'] ?? 0);
  return [{ at, label: 'same, mean + α', colour: 'series-mark' }];
}

/** Margins that are squared distances: those of a loss with one for each kind of pair. */
export function absoluteMargins(loss: string | null, params: Readonly<Record<string, number>>): Mark[] {
  if (loss === 'triplet') return [];
  const specs: ParamSpecs = losses.find(({ id }) => id === loss)?.params ?? {};
  const names = Object.keys(specs).filter((name) => /margin/i.test(name) && params[name] !== undefined);
  return names.map((name, place) => {
    const at = params[name]!;
    const symbol = specs[name]?.label.split(' ').at(-1) ?? name;
    return {
      at,
      label: `${symbol} = ${Number(at.toPrecision(4))}`,
      colour: place === 0 ? 'series-train' : 'series-validation',
      ...(place === 0 ? {} : { place: 'end' as const }),
    };
  });
}

function edge({ min, max, counts }: Histogram, place: number): number {
  return min + ((max - min) * place) / counts.length;
}
