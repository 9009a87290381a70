import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Job, JobEvent } from '@shared/job';
import { runRequestSchema, type RunRequest } from '@shared/run';
import { resolveRunConfig } from '@ml/distances/resolve';
import { writeDataset } from './dataset-fixture';
import { openEngine } from './engine';
import { numbered } from './report';
import { runJob } from './run-job';

export type Request = Partial<RunRequest> & { distance: string };

export type Attempt = {
  checkpoint?: string;
  firstSeq?: number;
  /** Cancels when training asks for the so-many-th time, which it does after every step. */
  cancelAfter?: number;
  checkpointEveryMs?: number;
  datasetFolder?: string;
};

export type Outcome = { events: JobEvent[]; output: string; last: JobEvent; settledCalls: number };

export const splits = { train: 26, validation: 9, test: 4 };

/** A small dataset in a folder of its own and the JavaScript engine, to run jobs in this process; `close` removes the folder. */
export async function openRunner() {
  const folder = mkdtempSync(join(tmpdir(), 'mw-run-job-'));
  const { labels } = writeDataset(join(folder, 'dataset'), splits);
  const engine = await openEngine('cpu');
  engine.tf.env().set('IS_TEST', true);
  let attempts = 0;

  /** Runs a job. Its clock goes on by 1 ms whenever it is read, so nothing depends on real time. */
  async function run(request: Request, attempt: Attempt = {}): Promise<Outcome> {
    const output = join(folder, `attempt-${attempts++}`);
    mkdirSync(output);
    const job: Job = {
      runId: 'run-1',
      firstSeq: attempt.firstSeq ?? 0,
      config: resolveRunConfig(runRequestSchema.parse({ dataset: 'x', k: 5, seed: 3, ...request })),
      datasetFolder: attempt.datasetFolder ?? join(folder, 'dataset'),
      outputFolder: output,
      checkpoint: attempt.checkpoint ?? null,
      checkpointEveryMs: attempt.checkpointEveryMs ?? 1e9,
    };
    const events: JobEvent[] = [];
    let [now, asked, settledCalls] = [0, 0, 0];
    await runJob(job, {
      engine,
      send: numbered(job.runId, job.firstSeq, (event) => events.push(event)),
      settled: async () => void settledCalls++,
      isCancelled: () => ++asked >= (attempt.cancelAfter ?? Infinity),
      monotonicMs: () => ++now,
      versions: { node: 'test' },
    });
    return { events, output, last: events.at(-1)!, settledCalls };
  }

  return {
    folder,
    labels,
    tf: engine.tf,
    run,
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The events of one type, in order. */
export function ofType<T extends JobEvent['type']>(events: JobEvent[], type: T) {
  return events.filter((event): event is Extract<JobEvent, { type: T }> => event.type === type);
}

/** The last event of a run that must have finished. */
export function finishedOf({ last }: Outcome) {
  if (last.type !== 'finished') throw new Error(`the run ended as ${last.type}: ${JSON.stringify(last)}`);
  return last;
}

/** What a run has left in its folder, without the positions and embeddings of epochs on the way. */
export function filesIn(output: string): string[] {
  return readdirSync(output)
    .filter((name) => !['positions', 'embeddings'].includes(name))
    .sort();
}
