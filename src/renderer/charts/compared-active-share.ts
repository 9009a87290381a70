import { defineChart } from './chart';
import { comparedCurve, type CompareChartData } from './compared-runs';

/** Active share of several runs. */
export const comparedActiveShare = defineChart<CompareChartData>(
  comparedCurve({
    id: 'compared-active-share',
    title: 'Active share',
    help: 'Pairs or triplets that violate their margin and so still teach something.',
    of: 'activeShare',
    isShare: true,
  }),
);
