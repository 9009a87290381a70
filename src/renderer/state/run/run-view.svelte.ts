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

/** Pauses between two attempts at following a run. */
const shortestMs = 250;
const longestMs = 5_000;

/** A run that is watched for so long without an error has none any more. */
const calmMs = 1_000;

/** One run, live: its detail, then its events. */
export class RunView {
  detail = $state.raw<RunDetail | null>(null);
  /** Why the run cannot be followed just now; what is known of it stays. */
  problem = $state.raw<Problem | null>(null);
  /** True when the workbench says that there is no such run: then it is not followed any more. */
  isRefused = $state(false);
  /** Number of the last event that told of the embedding. */
  diagnosedSeq = $state(-1);
  #waiting: JobEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #pauseMs = shortestMs;

  constructor(
    private readonly client: WorkbenchClient,
    readonly id: string,
    private readonly wait = pause,
  ) {}

  /** Loads the run and follows it until it has ended or `signal` says stop; what fails is tried again, ever more seldom. */
  async follow(signal: AbortSignal): Promise<void> {
    for (this.#pauseMs = shortestMs; !signal.aborted;) {
      try {
        if (await this.#followOnce(signal)) return;
      } catch (error) {
        if (signal.aborted) return;
        // A broken connection is told by the page around this, and made anew at its own pace.
        if (error instanceof ORPCError) this.problem = problemOf(error);
        this.isRefused = error instanceof ORPCError && error.status < 500;
        if (this.isRefused) return;
      }
      await this.wait(this.#pauseMs);
      if (this.problem) this.#pauseMs = Math.min(this.#pauseMs * 2, longestMs);
    }
  }

  /** True when the run has ended. */
  async #followOnce(signal: AbortSignal): Promise<boolean> {
    this.#set(await this.client.runs.get({ id: this.id }));
    const isOver = !this.detail || !['queued', 'running'].includes(this.detail.status);
    const hasEnded = isOver || (await this.#watch(this.detail?.lastSeq ?? -1, signal));
    this.#isWell();
    return hasEnded;
  }

  #isWell(): void {
    this.problem = null;
    this.isRefused = false;
    this.#pauseMs = shortestMs;
  }

  /** Applies events as they come; true when the last one has. */
  async #watch(afterSeq: number, signal: AbortSignal): Promise<boolean> {
    const events = await this.client.runs.watch({ id: this.id, afterSeq }, { signal });
    // What is wrong with a run is said at once; that nothing is, by silence.
    const calm = setTimeout(() => this.#isWell(), calmMs);
    try {
      for await (const event of events) {
        if (this.problem) this.#isWell();
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
    } finally {
      clearTimeout(calm);
    }
  }

  #set(detail: RunDetail): void {
    this.#waiting = [];
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
