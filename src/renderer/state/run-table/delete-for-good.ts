import type { App } from '../context';
import { deleteRuns } from '../run/run-actions';
import { deletedWords, type Deleted } from '../../text/deleted-words';
import { plural } from '../../text/numbers';
import type { Trashed } from './trash-view.svelte';

/** What of the trash is meant: ids of runs and sweeps, names of datasets. */
export type Meant = Record<keyof Trashed, readonly string[]>;

/** What is asked before something is deleted for good, and what it is. */
export type Question = { title: string; text: string; meant: Meant };

const nothing: Meant = { runs: [], sweeps: [], datasets: [] };

/** Asks about runs. */
export const aboutRuns = (runs: readonly string[]): Question => ({
  title: `Delete ${plural(runs.length, 'run')} for good?`,
  text: 'Curves, scores, weights and notes go with them. This cannot be undone. Locked runs and runs of studies stay.',
  meant: { ...nothing, runs },
});

/** Asks about a sweep. */
export const aboutSweep = (id: string, name: string): Question => ({
  title: `Delete "${name}" for good?`,
  text: 'The errors of all its fits go with it. This cannot be undone. Runs that were opened from it stay.',
  meant: { ...nothing, sweeps: [id] },
});

/** Asks about a dataset. */
export const aboutDataset = (name: string): Question => ({
  title: `Delete "${name}" for good?`,
  text: 'Its images go with it, but not the files that they were imported from. This cannot be undone. It stays while runs or sweeps need it.',
  meant: { ...nothing, datasets: [name] },
});

/** Asks about all there is. */
export const aboutAll = ({ runs, sweeps, datasets }: Trashed): Question => ({
  title: 'Empty the trash?',
  text: 'All of it is deleted for good. This cannot be undone. Locked runs, runs of studies, and datasets that something needs stay.',
  meant: {
    runs: runs.map(({ id }) => id),
    sweeps: sweeps.map(({ id }) => id),
    datasets: datasets.map(({ name }) => name),
  },
});

/** Deletes runs and sweeps, then the datasets that nothing needs any more; tells what became of all that. */
export async function deleteForGood(app: App, { runs, sweeps, datasets }: Meant): Promise<void> {
  const { client } = app.workbench;
  try {
    const deleted: Deleted = {
      runs: await deleteRuns(app, runs),
      sweeps: await each(sweeps, (id) => client.sweeps.deleteForGood({ id })),
      datasets: await each(datasets, (name) => client.datasets.deleteForGood({ name })),
    };
    app.toasts.done(deletedWords(deleted));
  } catch (error) {
    app.toasts.problem(error);
  }
}

/** Counts what was deleted and what must stay; why a single one must is told as the problem that it is. */
async function each(
  keys: readonly string[],
  deleteOne: (key: string) => Promise<unknown>,
): Promise<{ deleted: number; kept: number }> {
  let kept = 0;
  for (const key of keys) {
    await deleteOne(key).catch((error: unknown) => {
      if (keys.length === 1 || !isConflict(error)) throw error;
      kept++;
    });
  }
  return { deleted: keys.length - kept, kept };
}

function isConflict(error: unknown): boolean {
  const data = error instanceof Error && 'data' in error ? error.data : null;
  return typeof data === 'object' && data !== null && 'code' in data && data.code === 'conflict';
}
