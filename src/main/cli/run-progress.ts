import type { JobEvent } from '@shared/job';
import type { ProgressState } from './terminal/progress';
import { numberText, percentText } from './terminal/words';

/** Turns a run's events into progress: epoch, loss, errors, and the time left estimated from the epochs seen so far. */
export function createRunProgress(
  epochs: number,
  monotonicMs: () => number,
): (event: JobEvent) => ProgressState | null {
  let startedMs = monotonicMs();
  let startEpoch = 0;
  let errors = '';
  return (event) => {
    if (event.type === 'started') {
      startedMs = monotonicMs();
      startEpoch = event.epoch;
      return {
        share: epochs === 0 ? null : event.epoch / epochs,
        text: `computing with ${event.engine.name}`,
      };
    }
    if (event.type !== 'epochFinished') return null;
    if (event.scores) {
      const { trainLeaveOneOutError, validationError } = event.scores;
      errors = `  train ${percentText(trainLeaveOneOutError)}`;
      if (validationError !== null) errors += `  validation ${percentText(validationError)}`;
    }
    const perEpochMs = (monotonicMs() - startedMs) / Math.max(1, event.epoch - startEpoch);
    return {
      share: Math.min(1, event.epoch / Math.max(1, epochs)),
      text: `epoch ${event.epoch}/${epochs}  loss ${numberText(event.loss)}${errors}`,
      timeLeftMs: event.epoch < epochs ? perEpochMs * (epochs - event.epoch) : null,
    };
  };
}
