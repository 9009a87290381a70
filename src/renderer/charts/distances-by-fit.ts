import type { RunConfig } from '@shared/run';
import type { UnitLook } from '@shared/sweep-look';
import { linePlot, type Series } from '../plot/line-plot';
import { percent, short } from '../text/numbers';
import { defineChart } from './chart';
import { absoluteMargins, meanOf, reachOf, sharesOf } from './distances';

/** What the distances of a configuration are drawn from; `all` decides the axis, so that the hills move and not the axis. */
export type DistancesByFitData = {
  loss: string | null;
  params: RunConfig['params'];
  chosen: UnitLook | null;
  all: readonly UnitLook[];
};

/** Distances of pairs of one class and of two in the configuration that is looked at. */
export const distancesByFit = defineChart<DistancesByFitData>({
  id: 'distances-by-fit',
  title: 'Distances',
  help: 'Squared distances between training images of one class, and of two: the less they overlap, the better.',
  applies: ({ all }) => all.length > 0,
  config: (data, look) =>
    linePlot(
      {
        series: seriesOf(data),
        x: { title: 'Squared distance', min: 0, max: axisEnd(data), roundTicks: true },
        y: { title: 'Share of pairs', min: 0, write: (share) => `${Number((share * 100).toFixed(1))} %` },
        marks: marksOf(data).filter(({ at }) => at <= axisEnd(data)),
        write: percent,
      },
      look,
    ),
  table: ({ chosen }) => ({
    columns: ['from', 'to', 'same_class_pairs', 'different_class_pairs'],
    rows: (chosen?.sameClass.counts ?? []).map((same, at) => {
      const { min, max, counts } = chosen!.sameClass;
      const edge = (place: number) => min + ((max - min) * place) / counts.length;
      return [edge(at), edge(at + 1), same, chosen!.differentClass.counts[at] ?? 0];
    }),
  }),
  describe: ({ chosen }) =>
    chosen
      ? `Squared distances: on average ${short(meanOf(chosen.sameClass))} between images of one class, ${short(meanOf(chosen.differentClass))} between images of two.`
      : 'Distances: not kept for this configuration.',
});

function axisEnd({ all, chosen }: DistancesByFitData): number {
  return Math.max(
    ...[...all, ...(chosen ? [chosen] : [])].map((look) => reachOf(look.sameClass, look.differentClass)),
  );
}

function seriesOf({ chosen }: DistancesByFitData): Series[] {
  const hill = { stepped: true, filled: true };
  return [
    {
      ...hill,
      label: 'Same class',
      colour: 'series-train',
      points: chosen ? sharesOf(chosen.sameClass) : [],
    },
    {
      ...hill,
      label: 'Different class',
      colour: 'series-validation',
      points: chosen ? sharesOf(chosen.differentClass) : [],
      dash: [7, 3],
    },
  ];
}

/** A triplet's margin is no distance but a lead: it is drawn from where pairs of one class lie on average. */
function marksOf({ loss, params, chosen }: DistancesByFitData) {
  if (loss !== 'triplet' || !chosen) return absoluteMargins(loss, params);
  const at = meanOf(chosen.sameClass) + (params['margin'] ?? 0);
  return [{ at, label: 'same, mean + α', colour: 'series-mark' }];
}
