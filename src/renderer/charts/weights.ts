import type { Histogram } from '@shared/run';
import { linePlot, type Series } from '../plot/line-plot';
import { count, short } from '../text/numbers';
import { defineChart, type RunChartData } from './chart';

/** Histogram of all entries of the first layer, before and after training. */
export const weights = defineChart<RunChartData>({
  id: 'weights',
  title: 'Weights',
  help: 'How the entries of the first layer are spread, before and after training (250 bins).',
  canBeLog: true,
  applies: ({ run }) => run.config.loss !== null,
  config: ({ run, log }, look) =>
    linePlot(
      {
        series: [
          seriesOf('After', 'series-after', run.facts?.finalWeights ?? null, log),
          seriesOf('Before', 'series-before', run.facts?.initialWeights ?? null, log),
        ],
        x: { title: 'Weight' },
        y: {
          title: 'Entries',
          log,
          write: (value) => (Number.isInteger(value) ? count(value) : ''),
          ...(log ? {} : { min: 0 }),
        },
        write: count,
      },
      look,
    ),
  table: ({ run: { facts } }) => ({
    columns: ['histogram', 'from', 'to', 'count'],
    rows: [...rowsOf('before', facts?.initialWeights), ...rowsOf('after', facts?.finalWeights)],
  }),
  describe: ({ run: { facts } }) =>
    facts?.initialWeights && facts.finalWeights
      ? `Weights lay between ${short(facts.initialWeights.min)} and ${short(facts.initialWeights.max)} before training, between ${short(facts.finalWeights.min)} and ${short(facts.finalWeights.max)} after it.`
      : 'Histogram of weights: there when the run has finished.',
});

function seriesOf(label: string, colour: string, histogram: Histogram | null, log: boolean): Series {
  const points = !histogram
    ? []
    : edgesOf(histogram).map((x, at) => {
        const y = histogram.counts[at] ?? 0;
        return { x, y: log && y === 0 ? null : y };
      });
  const before = label === 'Before';
  return { label, colour, points, stepped: true, filled: !before, ...(before ? { dash: [3, 2] } : {}) };
}

/** Left edges of the bins, and the right end of the last. */
function edgesOf({ min, max, counts }: Histogram): number[] {
  const width = (max - min) / counts.length;
  return Array.from({ length: counts.length + 1 }, (_, at) => min + at * width);
}

function rowsOf(name: string, histogram: Histogram | null | undefined): (string | number)[][] {
  if (!histogram) return [];
  const edges = edgesOf(histogram);
  return histogram.counts.map((value, at) => [name, edges[at] ?? 0, edges[at + 1] ?? 0, value]);
}
