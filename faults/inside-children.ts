import { performJob } from '@core/import/perform-job';
import { importerJobSchema, type ImporterMessage } from '@core/import/importer-protocol';
import type { Child, SpawnChild } from '@core/ports';
import { toErrorBody } from '@shared/errors';
import { trainerCommandSchema, type Job } from '@shared/job';
import { openEngine } from '@trainer/engine';
import { numbered } from '@trainer/report';
import { runJob } from '@trainer/run-job';

/** Jobs that go on, although nobody may listen any more. */
const jobs = new Set<Promise<void>>();

/** Resolves when no job goes on. */
export async function insideChildrenIdle(): Promise<void> {
  while (jobs.size > 0) await Promise.all(jobs);
}

function keep(job: Promise<void>): void {
  const kept = job.finally(() => jobs.delete(kept));
  jobs.add(kept);
}

/**
 * Children whose work is done inside the host: what fails the n-th call of one process then reaches the importer's and the
 * trainer's calls as well, and a session takes a third of the time.
 */
export const insideChildren: SpawnChild = (entry) => {
  const listeners: ((message: unknown) => void)[] = [];
  const exits: ((exit: { code: number | null; signal: string | null }) => void)[] = [];
  const tell = (message: unknown) => setImmediate(() => listeners.forEach((listener) => listener(message)));
  const receive = entry === 'importer' ? importer(tell) : trainer(tell);
  let isGone = false;
  const child: Child = {
    pid: undefined,
    stderr: null,
    send: (message) => !isGone && receive(message),
    onMessage: (listener) => void listeners.push(listener),
    onExit: (listener) => void exits.push(listener),
    kill() {
      if (isGone) return;
      isGone = true;
      listeners.length = 0;
      setImmediate(() => exits.forEach((listener) => listener({ code: null, signal: 'SIGKILL' })));
    },
  };
  return child;
};

function importer(tell: (message: ImporterMessage) => void): (message: unknown) => void {
  return (message) =>
    keep(
      performJob(importerJobSchema.parse(message), () => undefined).then(
        (result) => tell({ type: 'done', result }),
        (error: unknown) => tell({ type: 'error', error: toErrorBody(error) }),
      ),
    );
}

function trainer(tell: (message: unknown) => void): (message: unknown) => void {
  let isCancelled = false;
  const run = async (job: Job) => {
    isCancelled = false;
    const send = numbered(job.runId, job.firstSeq, tell);
    try {
      await runJob(job, {
        engine: await openEngine('cpu'),
        send,
        settled: () => Promise.resolve(),
        isCancelled: () => isCancelled,
        monotonicMs: () => performance.now(),
        versions: { node: process.version },
      });
    } catch (error) {
      send({ type: 'failed', ...toErrorBody(error) });
    }
  };
  return (message) => {
    const command = trainerCommandSchema.parse(message);
    if (command.type === 'run') keep(run(command.job));
    if (command.type === 'cancel') isCancelled = true;
  };
}
