import { readFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Job, JobEvent } from '@shared/job';
import type { RunConfig } from '@shared/run';
import type { OpenEngine } from '@trainer/engine';
import { numbered } from '@trainer/report';
import { runJob } from '@trainer/run-job';

/** One go at a run: with a checkpoint after every step, and an end that it may choose. */
export type Attempt = {
  config: RunConfig;
  datasetFolder: string;
  outputFolder: string;
  engine: OpenEngine;
  checkpoint?: string | null;
  /** Steps after which it dies without a word; after which it is cancelled, saving a checkpoint. */
  dieAfter?: number;
  cancelAfter?: number;
  savesOften?: boolean;
  onStep?: () => void;
};

/** Runs the trainer's own loop; gives the events that were told before it died or ended. */
export async function attempt(options: Attempt): Promise<JobEvent[]> {
  const { config, engine, dieAfter = Infinity, cancelAfter = Infinity, savesOften = false } = options;
  mkdirSync(options.outputFolder, { recursive: true });
  const job: Job = {
    runId: 'r1',
    firstSeq: 0,
    config,
    datasetFolder: options.datasetFolder,
    outputFolder: options.outputFolder,
    checkpoint: options.checkpoint ?? null,
    checkpointEveryMs: savesOften ? 1 : 1e12,
  };
  const events: JobEvent[] = [];
  let [now, steps] = [0, 0];
  try {
    await runJob(job, {
      engine,
      send: numbered(job.runId, 0, (event) => void events.push(event)),
      settled: () => Promise.resolve(),
      isCancelled() {
        steps += 1;
        options.onStep?.();
        if (steps >= dieAfter) throw new Death();
        return steps >= cancelAfter;
      },
      monotonicMs: () => ++now,
      versions: {},
    });
  } catch (error) {
    if (!(error instanceof Death)) throw error;
  }
  return events;
}

/** All that a checkpoint holds but the time it took, as text. */
export function stateIn(folder: string): string {
  const { trainMs: _, ...manifest } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    trainMs: number;
  };
  return JSON.stringify(manifest);
}

/** The end of a process, as far as its work is concerned. */
class Death extends Error {}
