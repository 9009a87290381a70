import { ORPCError } from '@orpc/client';
import type { JobEvent, JobEventType } from '@shared/job';
import type { RunDetail } from '@shared/run';
import type { WorkbenchClient } from '../../client/connection';
import { problemOf, type Problem } from '../../client/problem';
import { applyJobEvents } from './apply-job-events';
import { pause } from '../pause';

/** Events are shown together at this pace, so that fast epochs do not redraw the page each time. */
const batchMs = 250;

const lastEvents: readonly JobEventType[] = ['finished', 'cancelled', 'diverged', 'failed'];

/** One run, live: its detail, then its events. */
export class RunView {
  detail = $state.raw<RunDetail | null>(null);
  problem = $state.raw<Problem | null>(null);
  /** Number of the last event that told of the embedding. */
  diagnosedSeq = $state(-1);
  #waiting: JobEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: WorkbenchClient,
    readonly id: string,
  ) {}

  /** Loads the run and follows it until it has ended or `signal` says stop. */
  async follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        this.#set(await this.client.runs.get({ id: this.id }));
        if (!this.detail || !['queued', 'running'].includes(this.detail.status)) return;
        if (await this.#watch(this.detail.lastSeq, signal)) return;
      } catch (error) {
        if (error instanceof ORPCError && error.status < 500) {
          this.problem = problemOf(error);
          return;
        }
      }
      await pause(250);
    }
  }

  /** Applies events as they come; true when the last one has. */
  async #watch(afterSeq: number, signal: AbortSignal): Promise<boolean> {
    const events = await this.client.runs.watch({ id: this.id, afterSeq }, { signal });
    for await (const event of events) {
      this.#waiting.push(event);
      const last = lastEvents.includes(event.type);
      if (last) this.#applyWaiting();
      else this.#timer ??= setTimeout(() => this.#applyWaiting(), batchMs);
      if (last) {
        this.#set(await this.client.runs.get({ id: this.id }));
        return true;
      }
    }
    return false;
  }

  #set(detail: RunDetail): void {
    this.#waiting = [];
    this.problem = null;
    this.detail = detail;
  }

  #applyWaiting(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.detail) this.detail = applyJobEvents(this.detail, this.#waiting);
    this.diagnosedSeq =
      this.#waiting.findLast(({ type }) => type === 'epochDiagnosed')?.seq ?? this.diagnosedSeq;
    this.#waiting = [];
  }
}
