import type { Outcome } from '../state/neighbour/neighbour-table';

/** What became of a query from the first side to the second, in a word or two. */
export const outcomeWords: Record<Outcome, string> = {
  fixed: 'fixed',
  broken: 'broken',
  'both-wrong': 'wrong in both',
  'both-right': 'right in both',
};
