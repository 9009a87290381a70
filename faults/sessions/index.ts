import { deleteSession } from './delete';
import { importSession } from './import';
import { mixedSession } from './mixed';
import { trainSession } from './train';
import type { Session } from './session';

/** What is done in the workbench while a fault strikes. */
export const sessions = {
  nothing: () => Promise.resolve(),
  import: importSession,
  train: trainSession,
  delete: deleteSession,
  mixed: mixedSession,
} as const satisfies Record<string, Session>;

/** Which of them. */
export type SessionName = keyof typeof sessions;
