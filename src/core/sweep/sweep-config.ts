import type { z } from 'zod';
import { resolveSweep } from '@ml/sweep/resolve';
import { WorkbenchError } from '@shared/errors';
import type { SweepConfig, sweepRequestSchema } from '@shared/sweep';

/** Completes a request; throws `bad-input` for what cannot be run, or not as a sweep. */
export function sweepConfigOf(request: z.output<typeof sweepRequestSchema>): SweepConfig {
  const config = resolveSweep(request);
  refuseWhatStacksCannot(config);
  return config;
}

function refuseWhatStacksCannot({ base }: SweepConfig): void {
  if (base.loss === null) {
    throw new WorkbenchError(
      'bad-input',
      `The distance "${base.distance}" has nothing to train, so there is nothing to sweep.`,
      'Train it once: the run knows its error for every k.',
    );
  }
  if (base.autoLearningRate) {
    throw new WorkbenchError(
      'bad-input',
      'A sweep cannot find a learning rate for each of its fits.',
      'Train one run with --learning-rate auto, and give the sweep the rate it found; or vary it: --vary learning-rate=log:0.001:0.1:5.',
    );
  }
}
