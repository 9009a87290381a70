import type { Loss } from '@ml/losses/loss';
import type { DatasetDistances } from '@shared/dataset-distances';
import type { ParamValues } from '@shared/params';
import { linePlot, type Series } from '../plot/line-plot';
import type { Histogram } from '@shared/run';
import type { Mark } from '../plot/marks';
import { defineChart, type ChartConfig } from './chart';
import { sharesOf } from './distances';

/** A loss with its settings, all legal. */
export type LossByDistanceData = {
  loss: Loss;
  params: ParamValues;
  /** Held while a margin is dragged, so that the axis does not move under it. */
  frame?: LossFrame | undefined;
  /** Distances of the dataset before anything is learned, drawn behind. */
  distances?: DatasetDistances | null | undefined;
};

/** What the x axis shows: from 0 to `reach`, with a triplet's other image at `reference`. */
export type LossFrame = { reach: number; reference: number };

const steps = 160;

/** What one pair costs at each distance, with the margins as lines. */
export const lossByDistance = defineChart<LossByDistanceData>({
  id: 'loss-by-distance',
  title: 'Loss by distance',
  help: 'What one pair of images costs at each distance. The flat parts teach nothing.',
  applies: () => true,
  config: (data, look) => {
    const plot = linePlot(
      {
        series: [...seriesOf(data), ...hillsOf(data)],
        x: { title: 'Squared distance', min: 0, max: reachOf(data) },
        y: { title: 'Loss of the pair', min: 0 },
        marks: marksOf(data),
      },
      look,
    );
    return withOwnHeight(plot, seriesOf(data).length);
  },
  table: (data) => {
    const [same, different] = seriesOf(data);
    return {
      columns: ['squared_distance', 'same_class', 'different_class'],
      rows: (same?.points ?? []).map(({ x, y }, at) => [x, y, different?.points[at]?.y ?? null]),
    };
  },
  describe: (data) =>
    `${data.loss.label}. ${marksOf(data)
      .map((mark) => mark.label)
      .join(', ')}`,
});

/** Settings of a loss that are distances: its margins. */
const marginNames = (loss: Loss): string[] => Object.keys(loss.params).filter((name) => /margin/i.test(name));

/** Where the margins of a loss stand on the x axis: what can be dragged. */
export function marginsOf(data: LossByDistanceData): { name: string; at: number; from: number }[] {
  const from = referenceOf(data);
  return marginNames(data.loss).map((name) => ({ name, at: from + (data.params[name] ?? 0), from }));
}

/** What the x axis shows when nothing is dragged. */
export function frameOf({ loss, params }: LossByDistanceData): LossFrame {
  const data = { loss, params };
  return { reach: reachOf(data), reference: referenceOf(data) };
}

/** Where a triplet's other image is put: far enough right for both slopes to be seen. */
const referenceOf = ({ loss, params, frame }: LossByDistanceData): number =>
  frame?.reference ?? (loss.id === 'triplet' ? Math.max(1, 1.4 * (params['margin'] ?? 0)) : 0);

function reachOf(data: LossByDistanceData): number {
  if (data.frame) return data.frame.reach;
  const margins = marginNames(data.loss).map((name) => data.params[name] ?? 0);
  return Math.max(1, Math.ceil((referenceOf(data) + Math.max(0, ...margins)) * 12) / 10);
}

function seriesOf(data: LossByDistanceData): Series[] {
  const reach = reachOf(data);
  const values = Array.from({ length: steps + 1 }, (_, at) => {
    const x = (at / steps) * reach;
    return { x, ...data.loss.curve(x, data.params, referenceOf(data)) };
  });
  const triplet = data.loss.id === 'triplet';
  return [
    {
      label: triplet ? 'Positive (same class)' : 'Same class',
      colour: 'series-train',
      points: values.map(({ x, sameClass: y }) => ({ x, y })),
    },
    {
      label: triplet ? 'Negative (other class)' : 'Different class',
      colour: 'series-validation',
      points: values.map(({ x, differentClass: y }) => ({ x, y })),
      dash: [7, 3],
    },
  ];
}

/** The dataset's own distances as hills; how high one is says nothing about the loss. */
function hillsOf({ distances, frame, ...data }: LossByDistanceData): Series[] {
  if (!distances) return [];
  const reach = reachOf({ ...data, frame });
  const shown = (histogram: Histogram) => sharesOf(histogram).filter(({ x }) => x <= reach);
  const hill = { stepped: true, filled: true };
  return [
    { ...hill, label: 'Pixels, same class', colour: 'series-train', points: shown(distances.sameClass) },
    {
      ...hill,
      label: 'Pixels, different class',
      colour: 'series-validation',
      points: shown(distances.differentClass),
      dash: [2, 2],
    },
  ];
}

/** Puts the datasets after the first few on an axis of their own, which is not drawn. */
function withOwnHeight(plot: ChartConfig, first: number): ChartConfig {
  const datasets = plot.data.datasets.map((dataset, at) =>
    at < first ? dataset : { ...dataset, yAxisID: 'share', borderWidth: 0.75 },
  );
  if (datasets.length === first) return plot;
  const scales = { ...plot.options?.scales, share: { display: false, min: 0 } };
  return { ...plot, data: { datasets }, options: { ...plot.options, scales } };
}

function marksOf(data: LossByDistanceData): Mark[] {
  const reference = referenceOf(data);
  if (reference > 0) {
    const margin = data.params['margin'] ?? 0;
    return [
      { at: reference - margin, label: `other − α`, colour: 'series-train' },
      { at: reference, label: 'other image', colour: 'series-before', place: 'end' },
      { at: reference + margin, label: `other + α`, colour: 'series-validation' },
    ];
  }
  return marginNames(data.loss).map((name, at) => {
    const symbol = data.loss.params[name]?.label.split(' ').at(-1) ?? name;
    const value = data.params[name] ?? 0;
    return {
      at: value,
      label: `${symbol} = ${Number(value.toPrecision(4))}`,
      colour: at === 0 ? 'series-train' : 'series-validation',
    };
  });
}
