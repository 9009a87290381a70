import { toErrorBody, WorkbenchError } from '@shared/errors';
import { plainError } from '../store/sqlite-errors';

/** What a person is told of a run or a sweep that is over, although its end could not be stored. */
export function untoldEnd(what: 'run' | 'sweep', fault: unknown, storeFile: string): WorkbenchError {
  const { message } = toErrorBody(plainError(fault, storeFile));
  return new WorkbenchError(
    'storage',
    `This ${what} is over, but its end could not be stored. ${message}`,
    'Free space or mend the disk, then close the workbench and start it again: what was stored is kept, and Resume goes on from there.',
    { cause: fault },
  );
}
