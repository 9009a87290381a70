import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forkChildren } from '@main/fork-child';
import { terminalEventTypes, type JobEvent, type TrainerCommand, type TrainerMessage } from '@shared/job';

/** The largest resident memory of a trainer in bytes, and the last event of its last job. */
export type Peak = { bytes: number; last: JobEvent };

type Start = Extract<TrainerCommand, { job: unknown }>;

/** Gives one job after the other to a fresh trainer of the built program, and reads from Linux what it took at most. */
export async function peakOf(...commands: Start[]): Promise<Peak> {
  const child = forkChildren(pathToFileURL(`${resolve('out/main')}/`))('trainer');
  const left = [...commands];
  const last = await new Promise<JobEvent>((done, failed) => {
    child.onExit((exit) => failed(new Error(`The trainer ended: ${JSON.stringify(exit)}`)));
    child.onMessage((message) => {
      const told = message as TrainerMessage;
      if ('seq' in told)
        child.send({ type: 'acknowledge', runId: told.runId, seq: told.seq } satisfies TrainerCommand);
      const isOver = 'seq' in told && terminalEventTypes.includes(told.type);
      if (told.type !== 'ready' && !isOver) return;
      const next = left.shift();
      if (next) child.send(next);
      else if (isOver) done(told);
    });
  });
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  child.send({ type: 'shutdown' } satisfies TrainerCommand);
  return { bytes: 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]), last };
}
