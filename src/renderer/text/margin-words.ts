import type { ClassMargin } from '@ml/class-margin';
import { short } from './numbers';

const signs = { exact: '', 'at-least': '≥\u00a0', 'at-most': '≤\u00a0' };

/** What a query's margin means, for people. */
export const marginHelp =
  'Distance of the nearest neighbour of another class, less that of the nearest of its own class (both squared). ' +
  'Below 0 another class is nearer. ≥ and ≤: the farthest neighbour that is known stands in for one farther away.';

/** What the margin of an image without a class means. */
export const votedMarginHelp =
  'This image has no class of its own, so its margin is taken for the class that is voted for at this k: ' +
  'distance of the nearest neighbour of another class, less that of the nearest of the voted class (both squared). ' +
  'Below 0 another class is nearer. ≥: all neighbours that are known are of the voted class, and the farthest stands in.';

/** "margin 0.312", "margin ≥ 1.20" when only a bound is known; "margin of the vote 0.312" without a class of its own. */
export function marginWords({ value, bound }: ClassMargin, isVoted = false): string {
  return `margin ${isVoted ? 'of the vote ' : ''}${signs[bound]}${short(value).replace('-', '−')}`;
}
