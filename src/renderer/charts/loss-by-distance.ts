import type { Loss } from '@ml/losses/loss';
import type { ParamValues } from '@shared/params';
import { linePlot, type Series } from '../plot/line-plot';
import type { Mark } from '../plot/marks';
import { defineChart } from './chart';

/** A loss with its settings, all legal. */
export type LossByDistanceData = { loss: Loss; params: ParamValues };

const steps = 160;

/** What one pair costs at each distance, with the margins as lines. */
export const lossByDistance = defineChart<LossByDistanceData>({
  id: 'loss-by-distance',
  title: 'Loss by distance',
  help: 'What one pair of images costs at each distance. The flat parts teach nothing.',
  applies: () => true,
  config: (data, look) =>
    linePlot(
      {
        series: seriesOf(data),
        x: { title: 'Squared distance', min: 0, max: reachOf(data) },
        y: { title: 'Loss of the pair', min: 0 },
        marks: marksOf(data),
      },
      look,
    ),
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

/** Where a triplet's other image is put: far enough right for both slopes to be seen. */
const referenceOf = ({ loss, params }: LossByDistanceData): number =>
  loss.id === 'triplet' ? Math.max(1, 1.4 * (params['margin'] ?? 0)) : 0;

function reachOf(data: LossByDistanceData): number {
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
