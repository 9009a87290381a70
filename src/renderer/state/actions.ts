import type { DatasetSummary } from '@shared/dataset';
import type { RunSummary } from '@shared/run';
import type { Study } from '@shared/study';
import type { App } from './context';
import { removeRuns } from './run/run-actions';

/** Adds the built-in sample under a name not yet taken; its end comes as an event. */
export async function addSample({ workbench, toasts }: App): Promise<void> {
  const taken = new Set(workbench.datasets.map(({ name }) => name));
  let name = 'sample';
  for (let number = 2; taken.has(name); number++) name = `sample ${number}`;
  await workbench.client.datasets.sample({ name }).catch((error: unknown) => toasts.problem(error));
}

/** Removes a dataset; the message offers to undo it. */
export async function removeDataset({ workbench, toasts }: App, { name }: DatasetSummary): Promise<void> {
  try {
    await workbench.client.datasets.remove({ name });
    const undo = () => void restoreDataset({ workbench, toasts }, name);
    toasts.done(`Removed "${name}". Its runs stay.`, { label: 'Undo', onSelect: undo });
  } catch (error) {
    toasts.problem(error);
  }
}

/** Takes a dataset out of the trash. */
export async function restoreDataset(
  { workbench, toasts }: Pick<App, 'workbench' | 'toasts'>,
  name: string,
): Promise<void> {
  await workbench.client.datasets.restore({ name }).catch((error: unknown) => toasts.problem(error));
}

/** Removes a run; the message offers to undo it. */
export const removeRun = (app: App, run: RunSummary): Promise<boolean> => removeRuns(app, [run]);

/** Stops a run at once; it can be resumed from its last checkpoint. */
export async function cancelRun({ workbench, toasts }: App, { id }: RunSummary): Promise<void> {
  await workbench.client.runs.cancel({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Goes on with a run from its last checkpoint. */
export async function resumeRun({ workbench, toasts }: App, { id }: RunSummary): Promise<void> {
  await workbench.client.runs.resume({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Starts the tutorial's five parts on a dataset and goes to their page. */
export async function startTutorial({ workbench, toasts, route }: App, dataset: string): Promise<void> {
  try {
    const study = await workbench.client.studies.startTutorial({ dataset });
    workbench.putStudy(study);
    route.go(`/studies/${study.id}`);
  } catch (error) {
    toasts.problem(error);
  }
}

/** Stops a study; what has finished stays. */
export async function cancelStudy({ workbench, toasts }: App, { id }: Study): Promise<void> {
  await workbench.client.studies.cancel({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Goes on with the runs of a study that were cut short. */
export async function resumeStudy({ workbench, toasts }: App, { id }: Study): Promise<void> {
  await workbench.client.studies.resume({ id }).catch((error: unknown) => toasts.problem(error));
}
