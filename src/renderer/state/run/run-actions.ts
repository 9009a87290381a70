import type { RunSummary, RunUpdate } from '@shared/run';
import { plural } from '../../text/numbers';
import type { App } from '../context';

/** Most runs in one call. */
const atOnce = 2000;

/** Removes runs, but for those that are locked; the message offers to undo it. False when nothing was removed. */
export async function removeRuns(app: App, runs: readonly RunSummary[]): Promise<boolean> {
  const { toasts, workbench } = app;
  const free = runs.filter((run) => !run.locked);
  const locked = runs.length - free.length;
  const stay = locked === 0 ? '' : ` ${plural(locked, 'locked run')} ${locked === 1 ? 'stays' : 'stay'}.`;
  if (free.length === 0) {
    if (locked > 0) toasts.problem(lockedProblem(runs));
    return false;
  }
  let done = false;
  const ids = free.map(({ id }) => id);
  await tried(app, async () => {
    await inParts(ids, (part) => workbench.client.runs.removeMany({ ids: part }));
    const what = free.length === 1 ? `"${free[0]?.name}"` : plural(free.length, 'run');
    toasts.done(`Removed ${what}.${stay}`, { label: 'Undo', onSelect: () => void restoreRuns(app, ids) });
    done = true;
  });
  return done;
}

/** Takes runs out of the trash. */
export const restoreRuns = ({ workbench, toasts }: App, ids: readonly string[]): Promise<boolean> =>
  tried({ toasts }, () => inParts(ids, (part) => workbench.client.runs.restoreMany({ ids: part })));

/** Deletes runs in the trash for good; tells how many were deleted and how many must stay. */
export async function deleteRuns(
  { workbench }: App,
  ids: readonly string[],
): Promise<{ deleted: number; kept: number }> {
  let [deleted, kept] = [0, 0];
  await inParts(ids, async (part) => {
    const answer = await workbench.client.runs.deleteForGood({ ids: part });
    deleted += answer.deleting;
    kept += answer.kept;
  });
  return { deleted, kept };
}

/** Notes something on runs; what was typed can be undone, a star or a lock is a click away. False when it was refused. */
export const updateRuns = (
  app: App,
  runs: readonly RunSummary[],
  change: Omit<RunUpdate, 'ids'>,
): Promise<boolean> => {
  const { workbench, toasts } = app;
  const write = (of: readonly RunSummary[], what: Omit<RunUpdate, 'ids'>) =>
    inParts(
      of.map(({ id }) => id),
      (part) => workbench.client.runs.update({ ...what, ids: part }),
    );
  return tried(app, async () => {
    await write(runs, change);
    const back = undoOf(runs, change);
    if (!back) return;
    const onSelect = () => void tried(app, () => write(back.runs, back.change));
    toasts.done(back.words, { label: 'Undo', onSelect });
  });
};

/** What takes a typed change back, and what is said of it; null for what needs no undoing. */
export function undoOf(
  runs: readonly RunSummary[],
  { addTags, tags, notes }: Omit<RunUpdate, 'ids'>,
): { words: string; runs: readonly RunSummary[]; change: Omit<RunUpdate, 'ids'> } | null {
  const [first] = runs;
  const [added] = addTags ?? [];
  if (added !== undefined) {
    const gained = runs.filter((run) => !run.tags.includes(added));
    if (gained.length === 0) return null;
    const words = `Tagged ${plural(gained.length, 'run')} "${added}".`;
    return { words, runs: gained, change: { removeTags: [added] } };
  }
  if (!first || runs.length > 1) return null;
  if (tags) return { words: `Saved the tags of ${first.id}.`, runs, change: { tags: first.tags } };
  if (notes === undefined) return null;
  return { words: `Saved the notes on ${first.id}.`, runs, change: { notes: first.notes } };
}

async function inParts(ids: readonly string[], call: (part: string[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += atOnce) await call(ids.slice(from, from + atOnce));
}

/** False when it failed, which a message tells. */
async function tried({ toasts }: Pick<App, 'toasts'>, work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (error) {
    toasts.problem(error);
    return false;
  }
}

function lockedProblem(runs: readonly RunSummary[]): { message: string; hint: string } {
  if (runs.length > 1) {
    const message = `All ${runs.length} runs are locked and cannot be removed.`;
    return { message, hint: 'Unlock them first, if they may go.' };
  }
  const message = `"${runs[0]?.name}" is locked and cannot be removed.`;
  return { message, hint: 'Unlock it first, if it may go.' };
}
