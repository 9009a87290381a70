import type { JobEvent } from '@shared/job';

type WithoutAddress<E> = E extends JobEvent ? Omit<E, 'runId' | 'seq'> : never;
/** An event before run and number are put on it. */
export type Report = WithoutAddress<JobEvent>;
export type Reporter = (event: Report) => void;

/** Sends an event; a function of its own so that the union is checked where an event is made. */
export function report(send: Reporter, event: Report): void {
  send(event);
}

/** Numbers the events of one job from `firstSeq`. */
export function numbered(runId: string, firstSeq: number, send: (event: JobEvent) => void): Reporter {
  let seq = firstSeq;
  return (event) => send({ ...event, runId, seq: seq++ } as JobEvent);
}
