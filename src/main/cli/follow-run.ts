import { terminalEventTypes, type JobEvent } from '@shared/job';
import type { RunDetail, RunStatus } from '@shared/run';
import type { Client } from './door';

const liveStatuses: readonly RunStatus[] = ['queued', 'running'];

/**
 * Passes on the events of a run that come after those it had (`lastSeq`), and resolves with the run once it has ended: by an event of its
 * own, or because the core says so (a trainer that dies sends nothing).
 */
export async function followRun(
  client: Client,
  { id, lastSeq }: Pick<RunDetail, 'id' | 'lastSeq'>,
  onEvent: (event: JobEvent) => void,
): Promise<RunDetail> {
  const stop = new AbortController();
  const changed = quietly(stop.signal, untilChangedToEnded(client, id, stop.signal));
  const reported = quietly(
    stop.signal,
    untilLastEvent(client, { id, afterSeq: lastSeq }, stop.signal, onEvent),
  );
  try {
    await Promise.race([changed, reported]);
    const run = await client.runs.get({ id });
    if (!liveStatuses.includes(run.status)) return run;
    await changed;
    return await client.runs.get({ id });
  } finally {
    stop.abort();
  }
}

async function untilLastEvent(
  client: Client,
  from: { id: string; afterSeq: number },
  signal: AbortSignal,
  onEvent: (event: JobEvent) => void,
) {
  for await (const event of await client.runs.watch(from, { signal })) {
    onEvent(event);
    if (terminalEventTypes.includes(event.type)) return;
  }
}

async function untilChangedToEnded(client: Client, id: string, signal: AbortSignal) {
  const events = await client.system.watch(undefined, { signal });
  const first = events.next();
  const { status } = await client.runs.get({ id });
  if (!liveStatuses.includes(status)) return;
  for (let next = await first; next.done !== true; next = await events.next()) {
    const event = next.value;
    if (event.type === 'runChanged' && event.run.id === id && !liveStatuses.includes(event.run.status))
      return;
  }
}

/** A watch that is stopped on purpose ends in an error that nobody needs to see. */
async function quietly(signal: AbortSignal, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
