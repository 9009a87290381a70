import type { SweepSummary } from '@shared/sweep';
import type { Client } from './door';
import type { ProgressState } from './terminal/progress';

/** Reports the progress of a whole sweep and resolves with it once it has ended. */
export async function followSweep(
  client: Client,
  id: string,
  onProgress: (state: ProgressState) => void,
): Promise<SweepSummary> {
  const stop = new AbortController();
  const events = await client.system.watch(undefined, { signal: stop.signal });
  const first = events.next();
  try {
    let sweep = await client.sweeps.get({ id });
    for (let next = first; isLive(sweep); next = events.next()) {
      onProgress(sweepProgress(sweep));
      const { value: event, done } = await next;
      if (done === true) return await client.sweeps.get({ id });
      if (event.type === 'sweepChanged' && event.sweep.id === sweep.id) sweep = event.sweep;
    }
    return sweep;
  } finally {
    stop.abort();
    first.catch(() => undefined);
  }
}

/** How far a whole sweep is, with the time that it still needs. */
export function sweepProgress({ status, progress }: SweepSummary): ProgressState {
  const { finished, total, share, timeLeftMs } = progress;
  if (status === 'queued') return { share: null, text: 'waiting for the runs before it' };
  return { share, text: `${finished} of ${total} fits`, timeLeftMs };
}

/** An error without an end is an end that could not be stored. */
function isLive({ status, error }: SweepSummary): boolean {
  return error === null && (status === 'queued' || status === 'running');
}
