import type { ClassMargin } from '@ml/class-margin';
import { short } from './numbers';

/** What a query's margin means, for people. */
export const marginHelp =
  'Distance of the nearest neighbour of another class, less that of the nearest of its own class (both squared). ' +
  'Below 0 another class is nearer. ≥ and ≤: the farthest neighbour that is known stands in for one farther away.';

const signs = { exact: '', 'at-least': '≥ ', 'at-most': '≤ ' };

/** "margin 0.312", "margin ≥ 1.20" when only a bound is known. */
export function marginWords({ value, bound }: ClassMargin): string {
  return `margin ${signs[bound]}${short(value).replace('-', '−')}`;
}
