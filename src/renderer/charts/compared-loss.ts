import { defineChart } from './chart';
import { comparedCurve, type CompareChartData } from './compared-runs';

/** Loss of several runs. */
export const comparedLoss = defineChart<CompareChartData>(
  comparedCurve({
    id: 'compared-loss',
    title: 'Loss',
    help: 'Mean loss of the batches of each epoch; losses of different kinds have different scales.',
    of: 'loss',
    isShare: false,
  }),
);
