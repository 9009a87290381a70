import { longestPathNamed, longestReasonNamed, mostFilesNamed, type UnreadableFiles } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { badInput, someOf } from './bad-input';
import { codeOf } from './read-file';

/** A row of the source whose file cannot be read as an image, with the reason. */
export type Unreadable = { row: number; error: WorkbenchError };

/** What the system says when it is the machine that fails, not the file. */
const machineFaults: ReadonlySet<string> = new Set(['EIO', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** Does the error say that a file is no image, so that the others can be imported without it? */
export function isUnreadable(error: unknown): error is WorkbenchError {
  return (
    error instanceof WorkbenchError && error.code === 'bad-input' && !machineFaults.has(codeOf(error.cause))
  );
}

/** The error with which an import stops at a file, and how it can go on; `others` are unreadable, too. */
export function stopAt(error: WorkbenchError, others: readonly string[] = []): WorkbenchError {
  const more = others.length === 0 ? '' : ` So it is with ${someOf(others)}.`;
  return badInput(
    `${error.message}${more}`,
    'Tick “Leave out unreadable images” (on the command line: --unreadable leave-out), or repair or remove what cannot be read, then import again.',
    error,
  );
}

/** Names the first of the unreadable files, for people; `paths` are those of all rows. */
export function describeUnreadable(
  paths: readonly string[],
  unreadable: readonly Unreadable[],
): UnreadableFiles {
  const files = unreadable.slice(0, mostFilesNamed).map(({ row, error }) => {
    const path = paths[row] ?? '';
    return { path: cut(path, longestPathNamed), why: cut(reasonOf(path, error), longestReasonNamed) };
  });
  return { count: unreadable.length, of: paths.length, files };
}

function reasonOf(path: string, { message }: Error): string {
  return message.startsWith(`${path} `) ? message.slice(path.length + 1) : message;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
