import { WorkbenchError } from '@shared/errors';

/** The error for a folder of datasets that nothing can be moved into, because it is on another disk than the home folder. */
export function onOtherDisk(folder: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `The folder ${folder} is on another disk than the rest, so datasets cannot be moved there.`,
    'Put the whole home folder on one disk, or choose another one with --home.',
    cause === undefined ? undefined : { cause },
  );
}
