import { WorkbenchError } from '@shared/errors';

/** The error for data that cannot be imported: `message` names the file, `hint` says what to do. */
export function badInput(message: string, hint: string, cause?: unknown): WorkbenchError {
  return new WorkbenchError('bad-input', message, hint, cause === undefined ? undefined : { cause });
}

/** Names the first few of many things: `a.png, b.png and 7 more`. */
export function someOf(names: readonly string[], shown = 3): string {
  const first = names.slice(0, shown).join(', ');
  return names.length > shown ? `${first} and ${names.length - shown} more` : first;
}
