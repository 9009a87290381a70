import { activeShare } from './active-share';
import { distances } from './distances';
import { distancesByFit } from './distances-by-fit';
import { embeddingShape } from './embedding-shape';
import { error } from './error';
import { errorAtK } from './error-at-k';
import { errorByAxis } from './error-by-axis';
import { errorByK } from './error-by-k';
import { errorByMargin } from './error-by-margin';
import { errorOfSweeps } from './error-of-sweeps';
import { loss } from './loss';
import { lossByDistance } from './loss-by-distance';
import { weights } from './weights';

/** Every chart, by the page it stands on and in the order in which it stands there. */
export const charts = {
  newRun: [lossByDistance],
  run: [loss, error, errorByK, weights, activeShare],
  diagnosis: [distances, errorAtK, embeddingShape],
  study: [errorByMargin],
  sweep: [errorByAxis],
  sweepFit: [distancesByFit],
  sweeps: [errorOfSweeps],
} as const;
