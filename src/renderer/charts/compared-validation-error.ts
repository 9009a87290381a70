import { defineChart } from './chart';
import { comparedCurve, type CompareChartData } from './compared-runs';

/** Validation error of several runs. */
export const comparedValidationError = defineChart<CompareChartData>(
  comparedCurve({
    id: 'compared-validation-error',
    title: 'Validation error',
    help: 'Share of validation images that the vote gets wrong, at each run’s own k.',
    of: 'validationError',
    isShare: true,
  }),
);
