import { activeShare } from './active-share';
import { error } from './error';
import { errorByK } from './error-by-k';
import { errorByMargin } from './error-by-margin';
import { loss } from './loss';
import { lossByDistance } from './loss-by-distance';
import { weights } from './weights';

/** Every chart, by the page it stands on and in the order in which it stands there. */
export const charts = {
  newRun: [lossByDistance],
  run: [loss, error, errorByK, weights, activeShare],
  study: [errorByMargin],
} as const;
