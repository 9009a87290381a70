import { breakdownContrastive, breakdownTriplet } from './breakdown';
import { contrastive, contrastiveSmall } from './contrastive';
import { nearest, nearestTwoProcesses } from './nearest';
import { numpy } from './numpy';
import { runsList } from './runs-list';
import { start } from './start';
import { sweep, sweepJitted } from './sweep';
import { sweepFolds } from './sweep-folds';
import { triplet, tripletAsPrinted, tripletSmall } from './triplet';
import type { Row } from './row';

/** The rows of the table, in its order. */
export const rows: readonly Row[] = [
  contrastive,
  numpy,
  triplet,
  tripletAsPrinted,
  sweep,
  sweepJitted,
  sweepFolds,
  contrastiveSmall,
  tripletSmall,
  nearest,
  nearestTwoProcesses,
  breakdownContrastive,
  breakdownTriplet,
  runsList,
  start,
];
