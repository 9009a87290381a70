import type { App } from '../context';

/** Saves what was noted on a run; the message offers to undo it. False when it could not be saved. */
export async function saveNotes(
  { workbench, toasts }: App,
  { id, notes: before }: { id: string; notes: string },
  notes: string,
): Promise<boolean> {
  const write = (text: string) => workbench.client.runs.update({ ids: [id], notes: text });
  try {
    await write(notes);
  } catch (error) {
    toasts.problem(error);
    return false;
  }
  const undo = () => void write(before).catch((error: unknown) => toasts.problem(error));
  toasts.done(notes ? 'Notes saved.' : 'Notes removed.', { label: 'Undo', onSelect: undo });
  return true;
}
