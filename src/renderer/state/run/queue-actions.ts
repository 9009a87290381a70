import type { App } from '../context';

/** Starts nothing more, and stops what is trained at its next step. */
export async function pauseQueue({ workbench, toasts }: App): Promise<void> {
  await workbench.client.queue.pause().catch((error: unknown) => toasts.problem(error));
}

/** Goes on with the first of the queue. */
export async function resumeQueue({ workbench, toasts }: App): Promise<void> {
  await workbench.client.queue.resume().catch((error: unknown) => toasts.problem(error));
}

/** Stops a run at its next step until it is resumed. */
export async function pauseRun({ workbench, toasts }: App, id: string): Promise<void> {
  await workbench.client.runs.pause({ id }).catch((error: unknown) => toasts.problem(error));
}

/** Moves a queued run to a place (0 is the next one) among those that wait. */
export async function moveRun({ workbench, toasts }: App, id: string, place: number): Promise<void> {
  const others = workbench.queue.order.filter((other) => other !== id);
  const before = others[Math.max(0, place)] ?? null;
  await workbench.client.runs.move({ id, before }).catch((error: unknown) => toasts.problem(error));
}
