import { WorkbenchError } from '@shared/errors';
import type { RunConfig } from '@shared/run';

/** The words for a loss that is no longer finite, and what to try. */
export function divergence(
  config: RunConfig,
  at: { epoch: number; step: number },
): { message: string; hint: string } {
  const rate = config.params.learningRate ?? 0;
  return {
    message: `The loss became infinite in epoch ${at.epoch}, step ${at.step}: the learning rate ${rate} is too large for this dataset.`,
    hint: `Try a smaller one: --learning-rate ${Number((rate / 10).toPrecision(2))}.`,
  };
}

/** Throws `diverged` when the embedding is not finite, which a finite loss before the last step cannot rule out. */
export function assertFinite(values: Float32Array): void {
  if (values.every(Number.isFinite)) return;
  throw new WorkbenchError(
    'diverged',
    'The embedding is no longer finite after the last step: the learning rate is too large for this dataset.',
    'Try a learning rate ten times smaller.',
  );
}
