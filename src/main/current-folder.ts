import { WorkbenchError } from '@shared/errors';

/** The folder this process was started in; throws `bad-input` where somebody has deleted it meanwhile. */
export function currentFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new WorkbenchError(
      'bad-input',
      'The current folder is not there any more.',
      'Change to another folder (cd) and try again.',
      { cause },
    );
  }
}
