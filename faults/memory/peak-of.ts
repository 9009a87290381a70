import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { forkChildren } from '@main/fork-child';
import { terminalEventTypes, type JobEvent, type TrainerCommand, type TrainerMessage } from '@shared/job';

/** The largest resident memory of a trainer in bytes, and its last event. */
export type Peak = { bytes: number; last: JobEvent };

/** Gives one job to a fresh trainer of the built program, and reads from Linux what it took at most. */
export async function peakOf(command: Extract<TrainerCommand, { job: unknown }>): Promise<Peak> {
  const child = forkChildren(pathToFileURL(`${resolve('out/main')}/`))('trainer');
  const { runId } = command.job;
  const last = await new Promise<JobEvent>((done, failed) => {
    child.onExit((exit) => failed(new Error(`The trainer ended: ${JSON.stringify(exit)}`)));
    child.onMessage((message) => {
      const told = message as TrainerMessage;
      if (told.type === 'ready') child.send(command);
      if (!('seq' in told)) return;
      child.send({ type: 'acknowledge', runId, seq: told.seq } satisfies TrainerCommand);
      if (terminalEventTypes.includes(told.type)) done(told);
    });
  });
  const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
  child.send({ type: 'shutdown' } satisfies TrainerCommand);
  return { bytes: 1024 * Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1]), last };
}
