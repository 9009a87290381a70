import { defineChart } from './chart';
import { comparedCurve, type CompareChartData } from './compared-runs';

/** Leave-one-out error of several runs. */
export const comparedLeaveOneOutError = defineChart<CompareChartData>(
  comparedCurve({
    id: 'compared-leave-one-out-error',
    title: 'Leave-one-out error',
    help: 'Share of training images that the vote of the others gets wrong, at each run’s own k.',
    of: 'trainLeaveOneOutError',
    isShare: true,
  }),
);
