import type { SweepRequest } from '@shared/sweep';
import type { KnownSweep } from '../../text/sweep-words';
import type { App } from '../context';

/** Starts a sweep and goes to its page. */
export async function startSweep({ workbench, toasts, route }: App, request: SweepRequest): Promise<void> {
  try {
    const sweep = await workbench.client.sweeps.start(request);
    workbench.putSweep(sweep);
    route.go(`/sweeps/${sweep.id}`);
  } catch (error) {
    toasts.problem(error);
  }
}

/** Ends a sweep; what is measured stays, and it can be resumed. */
export async function cancelSweep({ workbench, toasts }: App, { id }: KnownSweep): Promise<void> {
  await workbench.client.sweeps.cancel({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Trains what has no result yet, and what failed. */
export async function resumeSweep({ workbench, toasts }: App, { id }: KnownSweep): Promise<void> {
  await workbench.client.sweeps.resume({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Trains the fits again whose distances and neighbours were not kept; their errors come out the same. */
export async function retrainSweep({ workbench, toasts }: App, { id }: KnownSweep): Promise<void> {
  await workbench.client.sweeps.retrain({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Removes a sweep; the message offers to undo it. */
export async function removeSweep({ workbench, toasts }: App, { id, name }: KnownSweep): Promise<void> {
  try {
    await workbench.client.sweeps.remove({ id });
    const undo = () => void restoreSweep({ workbench, toasts }, id);
    toasts.done(`Removed "${name}".`, { label: 'Undo', onSelect: undo });
  } catch (error) {
    toasts.problem(error);
  }
}

/** Takes a sweep out of the trash. */
export async function restoreSweep(
  { workbench, toasts }: Pick<App, 'workbench' | 'toasts'>,
  id: string,
): Promise<void> {
  await workbench.client.sweeps.restore({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Starts the run that a configuration stands for and goes to its page. */
export async function openAsRun({ workbench, toasts, route }: App, id: string, index: number): Promise<void> {
  try {
    const run = await workbench.client.sweeps.openAsRun({ id, index });
    route.go(`/runs/${run.id}`);
  } catch (error) {
    toasts.problem(error);
  }
}
