import { WorkbenchError, type ErrorBody } from '@shared/errors';
import { isDiskFull } from '../store/sqlite-errors';
import type { TrainerEnd } from './trainer-process';

/** Says how a trainer ended that did not say so itself, and from where the run can go on (null: its start). */
export function bodyOfDeath(
  end: Exclude<TrainerEnd, { type: 'done' }>,
  lastCheckpoint: number | null,
  batchSize = 0,
): ErrorBody {
  const from = lastCheckpoint === null ? 'No checkpoint yet.' : `Last checkpoint: epoch ${lastCheckpoint}.`;
  if (end.type === 'died') {
    return {
      code: 'failed',
      message: `Trainer stopped unexpectedly (${end.reason}). ${from}`,
      hint: hintOf(end.reason, batchSize),
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

const smallBatch = 64;

function hintOf(reason: string, batchSize: number): string {
  const said = 'what the trainer said last is in the folder "logs"';
  if (reason === 'out of memory') {
    const smaller = batchSize > smallBatch ? `, or start it anew with a batch of ${smallBatch}` : '';
    return `Close other programs and resume the run${smaller}; ${said}.`;
  }
  if (reason === 'killed') return `If nobody ended it, memory may have run out. Resume the run; ${said}.`;
  return `Resume the run; ${said}.`;
}
