import type { RunSummary, RunUpdate } from '@shared/run';
import { plural } from '../text/numbers';
import type { App } from './context';

/** Most runs in one call. */
const atOnce = 2000;

/** Removes runs, but for those that are locked; the message offers to undo it. */
export async function removeRuns(app: App, runs: readonly RunSummary[]): Promise<void> {
  const { toasts, workbench } = app;
  const free = runs.filter((run) => !run.locked);
  const locked = runs.length - free.length;
  const stay = locked === 0 ? '' : ` ${plural(locked, 'locked run')} ${locked === 1 ? 'stays' : 'stay'}.`;
  if (free.length === 0) {
    if (locked > 0) toasts.problem(lockedProblem(runs));
    return;
  }
  const ids = free.map(({ id }) => id);
  await tried(app, async () => {
    await inParts(ids, (part) => workbench.client.runs.removeMany({ ids: part }));
    const what = free.length === 1 ? `"${free[0]?.name}"` : plural(free.length, 'run');
    toasts.done(`Removed ${what}.${stay}`, { label: 'Undo', onSelect: () => void restoreRuns(app, ids) });
  });
}

/** Takes runs out of the trash. */
export const restoreRuns = ({ workbench, toasts }: App, ids: readonly string[]): Promise<void> =>
  tried({ toasts }, () => inParts(ids, (part) => workbench.client.runs.restoreMany({ ids: part })));

/** Deletes runs in the trash for good. */
export const deleteRuns = ({ workbench, toasts }: App, ids: readonly string[]): Promise<void> =>
  tried({ toasts }, async () => {
    let [deleting, kept] = [0, 0];
    await inParts(ids, async (part) => {
      const answer = await workbench.client.runs.deleteForGood({ ids: part });
      deleting += answer.deleting;
      kept += answer.kept;
    });
    const why = kept === 0 ? '' : ` ${plural(kept, 'run')} stayed: locked, of a study, or still ending.`;
    toasts.done(`Deleted ${plural(deleting, 'run')} for good.${why}`);
  });

/** Notes something on runs. */
export const updateRuns = (
  { workbench, toasts }: App,
  ids: readonly string[],
  change: Omit<RunUpdate, 'ids'>,
): Promise<void> =>
  tried({ toasts }, () => inParts(ids, (part) => workbench.client.runs.update({ ...change, ids: part })));

async function inParts(ids: readonly string[], call: (part: string[]) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < ids.length; from += atOnce) await call(ids.slice(from, from + atOnce));
}

async function tried({ toasts }: Pick<App, 'toasts'>, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    toasts.problem(error);
  }
}

function lockedProblem(runs: readonly RunSummary[]): { message: string; hint: string } {
  const message =
    runs.length === 1
      ? `"${runs[0]?.name}" is locked and cannot be removed.`
      : `All ${runs.length} runs are locked and cannot be removed.`;
  return { message, hint: 'Unlock them first, if they may go.' };
}
