import { WorkbenchError, type ErrorBody } from '@shared/errors';
import { isDiskFull } from './store/sqlite-errors';
import type { TrainerEnd } from './trainer-process';

/** Says how a trainer ended that did not say so itself, and from where the run can go on (null: its start). */
export function bodyOfDeath(
  end: Exclude<TrainerEnd, { type: 'done' }>,
  lastCheckpoint: number | null,
): ErrorBody {
  const from = lastCheckpoint === null ? 'No checkpoint yet.' : `Last checkpoint: epoch ${lastCheckpoint}.`;
  if (end.type === 'died') {
    return {
      code: 'failed',
      message: `Trainer stopped unexpectedly (${end.reason}). ${from}`,
      hint:
        end.reason === 'out of memory'
          ? 'Close other programs or choose a smaller batch, then resume the run.'
          : 'Resume the run; what the trainer said last is in the folder "logs".',
    };
  }
  const { error } = end;
  if (isDiskFull(error)) {
    return { code: 'storage', message: `Disk full. ${from}`, hint: 'Free space and press Resume.' };
  }
  const said = error instanceof Error ? error.message : String(error);
  return {
    code: error instanceof WorkbenchError ? error.code : 'failed',
    message: `The trainer was stopped: ${said} ${from}`,
    hint:
      error instanceof WorkbenchError
        ? error.hint
        : 'Resume the run; if it happens again, please report it with the log.',
  };
}
