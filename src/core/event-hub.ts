import type { WorkbenchEvent } from '@shared/events';
import { Bell, endable } from './streams';

/** Most things one slow subscriber can be behind with; beyond it the oldest are dropped. */
const backlogLimit = 10_000;
/** Changes of one thing are told at most this often. */
const intervalMs = 100;

/**
 * Tells everyone who watches what changed. A subscriber that is slow gets the latest state of each thing, never a
 * growing queue.
 */
export class EventHub {
  readonly #subscribers = new Set<Subscriber>();
  #unkeyed = 0;
  readonly #lasting: WorkbenchEvent[] = [];
  readonly #soon = new Map<string, { tell: () => void; timer: NodeJS.Timeout }>();

  publish(event: WorkbenchEvent): void {
    const key = keyOf(event) ?? `event ${this.#unkeyed++}`;
    this.#forget(key);
    this.#tell(key, event);
  }

  /** Tells it now, and first of all to everyone who begins to watch later. */
  publishForGood(event: WorkbenchEvent): void {
    this.#lasting.push(event);
    this.publish(event);
  }

  /**
   * Calls `tell` after a tenth of a second, or after `waitMs` when that is more; calls about the same thing in between
   * count as one.
   */
  soon(key: string, tell: () => void, waitMs = intervalMs): void {
    const waiting = this.#soon.get(key);
    if (waiting) {
      waiting.tell = tell;
      return;
    }
    const timer = setTimeout(
      () => {
        const due = this.#soon.get(key);
        this.#soon.delete(key);
        due?.tell();
      },
      Math.max(waitMs, intervalMs),
    );
    this.#soon.set(key, { tell, timer });
  }

  /** Every change from now on, until `signal` aborts or the reader leaves. */
  watch(signal?: AbortSignal): AsyncGenerator<WorkbenchEvent, void, undefined> {
    const subscriber: Subscriber = {
      backlog: new Map(this.#lasting.map((event, at) => [`lasting ${at}`, event])),
      bell: new Bell(),
    };
    this.#subscribers.add(subscriber);
    const leave = () => this.#subscribers.delete(subscriber);
    return endable(signal, (ended) => {
      ended.addEventListener('abort', leave, { once: true });
      return deliver(subscriber, ended);
    });
  }

  /** How many watch. */
  get subscribers(): number {
    return this.#subscribers.size;
  }

  /** Drops what is still waiting to be told. */
  close(): void {
    for (const key of [...this.#soon.keys()]) this.#forget(key);
  }

  #forget(key: string): void {
    clearTimeout(this.#soon.get(key)?.timer);
    this.#soon.delete(key);
  }

  #tell(key: string, event: WorkbenchEvent): void {
    for (const { backlog, bell } of this.#subscribers) {
      // It goes to the end, so that it is told after what has been said of many things meanwhile.
      backlog.delete(key);
      backlog.set(key, event);
      const oldest = backlog.keys().next().value;
      if (backlog.size > backlogLimit && oldest !== undefined) backlog.delete(oldest);
      bell.ring();
    }
  }
}

/** The key under which changes of a run are told. */
export const runKey = (id: string): string => `run ${id}`;
/** The key under which changes of a study are told. */
export const studyKey = (id: string): string => `study ${id}`;
/** The key under which changes of a sweep are told. */
export const sweepKey = (id: string): string => `sweep ${id}`;

type Subscriber = { backlog: Map<string, WorkbenchEvent>; bell: Bell };

async function* deliver(
  { backlog, bell }: Subscriber,
  ended: AbortSignal,
): AsyncGenerator<WorkbenchEvent, void> {
  while (!ended.aborted) {
    for (const [key, event] of backlog) {
      backlog.delete(key);
      yield event;
    }
    if (backlog.size === 0) await bell.heard(ended);
  }
}

/** What an event is about; null for one that says something of many things. */
function keyOf(event: WorkbenchEvent): string | null {
  switch (event.type) {
    case 'runChanged':
      return runKey(event.run.id);
    case 'runRemoved':
      return runKey(event.id);
    case 'runsChanged':
    case 'runsRemoved':
    case 'storeFailed':
      return null;
    case 'studyChanged':
      return studyKey(event.study.id);
    case 'sweepChanged':
      return sweepKey(event.sweep.id);
    case 'sweepRemoved':
      return sweepKey(event.id);
    case 'queueChanged':
      return 'queue';
    case 'presetsChanged':
      return 'presets';
    case 'viewsChanged':
      return 'views';
    case 'datasetChanged':
      return `dataset ${event.dataset.name}`;
    case 'datasetRemoved':
      return `dataset ${event.name}`;
    default:
      return `import ${event.importId}`;
  }
}
