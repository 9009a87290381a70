import type { JobEvent } from '@shared/job';
import { WorkbenchError } from '@shared/errors';
import { noSuchRun, runIdOf, runRowOf } from './ids';
import { project, type AttemptInfo } from './run/project-event';
import type { Store } from './store/store';
import { Bell, endable } from './streams';

/** Most events read from the store at once. */
const pageSize = 500;

/** Stores what trainers report, each event exactly once and in order, and replays it to whoever watches. */
export class EventLog {
  readonly #store: Store;
  readonly #isWritten: boolean;
  /** One for each watcher, by the run that is watched. */
  readonly #bells = new Map<number, Set<Bell>>();
  /** Runs that are over although the store could not be told, and why not. */
  readonly #untold = new Map<number, Error>();

  /** A log that another process writes (`isWritten` false) is replayed as far as it goes, without waiting. */
  constructor(store: Store, isWritten = true) {
    this.#store = store;
    this.#isWritten = isWritten;
  }

  /**
   * Stores events of one run and what follows from them in one transaction, then tells the watchers; gives those
   * that were new. A repeated event changes nothing; one out of order, or from another attempt, throws, and then
   * none is stored.
   */
  append(id: string, events: readonly JobEvent[], attempt: AttemptInfo): JobEvent[] {
    const row = runRowOf(id);
    const stored = this.#store.transaction(() => {
      const run = this.#store.runs.byRow(row);
      if (!run) throw noSuchRun(id);
      const fresh: JobEvent[] = [];
      for (const event of events) {
        const due = run.last_seq + 1 + fresh.length;
        if (event.seq < due) continue;
        if (event.seq > due) throw outOfOrder(event.seq, due);
        if (run.status !== 'running' || run.attempt !== attempt.number) throw stale(event);
        this.#store.events.append(row, event);
        project(this.#store, row, event, attempt);
        fresh.push(event);
      }
      return fresh;
    });
    if (stored.length > 0) this.wake(row);
    return stored;
  }

  /** Wakes the watchers of a run whose state changed otherwise. */
  wake(row: number): void {
    for (const bell of this.#bells.get(row) ?? []) bell.ring();
  }

  /** A run is over, but its end could not be stored: whoever watches it gets `error` after what was stored. */
  giveUp(row: number, error: Error): void {
    this.#untold.set(row, error);
    this.wake(row);
  }

  /** How many runs are watched. */
  get watchedRuns(): number {
    return this.#bells.size;
  }

  /**
   * Stored events after number `afterSeq`, then those to come, without gap or duplicate; ends when the run is
   * neither queued nor running any more, or when `signal` aborts. Throws what {@link giveUp} was called with.
   */
  watch(id: string, afterSeq: number, signal?: AbortSignal): AsyncGenerator<JobEvent, void, undefined> {
    const row = runRowOf(id);
    if (!this.#store.runs.byRow(row)) throw noSuchRun(id);
    return endable(signal, (ended) => this.#replay(row, afterSeq, ended));
  }

  async *#replay(row: number, afterSeq: number, ended: AbortSignal): AsyncGenerator<JobEvent, void> {
    let seq = afterSeq;
    const bell = new Bell();
    const bells = this.#bells.get(row) ?? new Set();
    this.#bells.set(row, bells.add(bell));
    try {
      while (!ended.aborted) {
        const isLive = this.#isLive(row);
        const page = this.#store.events.after(row, seq, pageSize);
        for (const event of page) {
          seq = event.seq;
          yield event;
          if (ended.aborted) return;
        }
        if (page.length > 0) continue;
        if (!isLive) return;
        const untold = this.#untold.get(row);
        if (untold) throw untold;
        await bell.heard(ended);
      }
    } finally {
      bells.delete(bell);
      if (bells.size === 0) this.#bells.delete(row);
    }
  }

  #isLive(row: number): boolean {
    if (!this.#isWritten) return false;
    const status = this.#store.runs.byRow(row)?.status;
    return status === 'queued' || status === 'running';
  }
}

function outOfOrder(got: number, due: number): WorkbenchError {
  return new WorkbenchError(
    'failed',
    `The trainer sent event ${got} where event ${due} was due.`,
    'Resume the run; if this happens again, please report it with the log.',
  );
}

function stale(event: JobEvent): WorkbenchError {
  return new WorkbenchError(
    'conflict',
    `An earlier attempt at ${runIdOf(runRowOf(event.runId))} still sent "${event.type}"; it was not stored.`,
    'Nothing needs to be done.',
  );
}
