import workerUrl from './task-worker?worker&url';
import type { Task, TaskMessage } from './task';

/**
 * Does a task in a worker of its own; `signal` ends the worker at once (rejects with its reason). Rejects with an `Error` that says
 * why when the task cannot be done.
 */
export function runTask(
  task: Task,
  signal: AbortSignal,
  onShare: (share: number) => void = () => {},
): Promise<Extract<TaskMessage, { type: 'placed' | 'pictured' }>> {
  const worker = new Worker(trusted(workerUrl), { type: 'module' });
  const done = new Promise<Extract<TaskMessage, { type: 'placed' | 'pictured' }>>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    worker.addEventListener('error', (event) =>
      reject(new Error(event.message || 'The worker did not start.')),
    );
    worker.addEventListener('message', ({ data }: MessageEvent<TaskMessage>) => {
      if (data.type === 'progress') onShare(data.share);
      else if (data.type === 'failed') reject(new Error(data.message));
      else resolve(data);
    });
  });
  worker.postMessage(task);
  return done.finally(() => worker.terminate());
}

type Policy = { createScriptURL(url: string): string };
type Policies = { createPolicy(name: string, rules: Policy): Policy };
let policy: Policy | undefined;

/** The page's own worker and no other address, as its content security policy demands (`trusted-types`). */
function trusted(url: string): string {
  const rules: Policy = {
    createScriptURL(asked) {
      if (asked === workerUrl) return asked;
      throw new TypeError('This is not a worker of the page.');
    },
  };
  const { trustedTypes } = globalThis as { trustedTypes?: Policies };
  policy ??= trustedTypes?.createPolicy('workbench-worker', rules) ?? rules;
  return policy.createScriptURL(url);
}
