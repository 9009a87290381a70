import { Worker } from 'node:worker_threads';

/**
 * Ends this process soon after its parent has ended, even in the middle of a computation that lets nothing else happen: a thread
 * of its own looks every second whose child this is. Only where the parent is the host itself (a forked Node process).
 */
export function endWithParent(): void {
  const watch = new Worker(program, { eval: true, workerData: process.ppid, stdin: false });
  watch.on('error', () => undefined);
  watch.unref();
}

const program = `
const { workerData: parent } = require('node:worker_threads');
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL');
}, 1000);
`;
