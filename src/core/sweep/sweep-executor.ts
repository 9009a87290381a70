import { toErrorBody, type ErrorBody } from '@shared/errors';
import type { RunStatus } from '@shared/run';
import { sweepIdOf } from '../ids';
import { untoldEnd } from '../run/untold-end';
import { inSpareRoom } from '../store/ballast';
import { SweepAttempt, type AttemptParts } from './sweep-attempt';
import type { Turns } from '../training/turns';

/** What the executor works with. */
export type ExecutorParts = Omit<AttemptParts, 'changed'> & {
  turns: Turns;
  /** Called after every change of a sweep; `now` when its status changed. */
  changed: (row: number, how: 'now' | 'soon') => void;
  /** Go on with sweeps that an earlier process left queued? */
  takesOver: boolean;
};

type Active = {
  row: number;
  attempt: SweepAttempt;
  stop: 'cancelled' | 'queued' | null;
  over: Promise<void>;
};

/** Trains queued sweeps, one after the other. The truth about states is in the store; here is only the one under way. */
export class SweepExecutor {
  readonly #parts: ExecutorParts;
  readonly #mine = new Set<number>();
  /** Sweeps that are over although that could not be stored, and why not; not tried again by themselves. */
  readonly #stuck = new Map<number, ErrorBody>();
  #active: Active | null = null;
  #isClosing = false;

  constructor(parts: ExecutorParts) {
    this.#parts = parts;
  }

  /** Puts a stored sweep into the queue (again). */
  enqueue(row: number): void {
    this.#mine.add(row);
    this.#stuck.delete(row);
    this.#parts.changed(row, 'now');
    this.pump();
  }

  /** Starts the next queued sweep when nothing is trained. */
  pump(): void {
    if (this.#isClosing || this.#active) return;
    const { store, turns, takesOver } = this.#parts;
    if (takesOver && store.queue.isPaused()) return;
    const next = store.sweeps
      .queued()
      .find((row) => (takesOver || this.#mine.has(row)) && !this.#stuck.has(row));
    if (next === undefined || !turns.take('sweeps')) return;
    const changed = () => this.#parts.changed(next, 'soon');
    const attempt = new SweepAttempt({ ...this.#parts, changed }, next);
    const active: Active = { row: next, attempt, stop: null, over: Promise.resolve() };
    this.#active = active;
    active.over = this.#train(active).finally(() => {
      this.#active = null;
      turns.leave('sweeps');
    });
  }

  /** Cancels a queued sweep at once; asks the trainers of a running one to stop. */
  cancel(row: number): void {
    if (this.#active?.row === row) {
      this.#active.stop = 'cancelled';
      this.#active.attempt.stop();
    } else if (this.#parts.store.sweeps.byRow(row)?.status === 'queued') {
      this.#end(row, 'cancelled', null);
    }
  }

  /** Stops the sweep under way and puts it back, first in the queue: the fits that it has found stay. */
  putBack(): void {
    if (!this.#active || this.#active.stop !== null) return;
    this.#active.stop = 'queued';
    this.#active.attempt.stop();
  }

  /** The attempt under way, for its progress. */
  attempt(row: number): SweepAttempt | null {
    return this.#active?.row === row ? this.#active.attempt : null;
  }

  /** Why the end of a sweep could not be stored; null for any other. */
  untold(row: number): ErrorBody | null {
    return this.#stuck.get(row) ?? null;
  }

  /** Stops what is running, leaving it interrupted. */
  async close(): Promise<void> {
    this.#isClosing = true;
    this.#active?.attempt.stop(true);
    await this.#active?.over;
  }

  async #train(active: Active): Promise<void> {
    const { row, attempt } = active;
    const { store, clock, log, pool } = this.#parts;
    try {
      if (!store.sweeps.launch(row, clock.now().toISOString())) return;
      this.#parts.changed(row, 'now');
      await attempt.run();
      const { status, error } = this.#outcome(active);
      this.#end(row, status, error);
    } catch (error) {
      log.error({ sweep: sweepIdOf(row), err: error }, 'sweep failed');
      this.#end(row, 'failed', toErrorBody(error));
    } finally {
      pool.keep(1);
    }
  }

  #outcome({ row, stop }: Active): { status: RunStatus; error: ErrorBody | null } {
    const counts = this.#parts.store.sweepUnits.counts(row);
    if (counts.finished + counts.diverged + counts.failed < counts.total) {
      if (stop === 'queued') return { status: 'queued', error: null };
      return stop ? { status: 'cancelled', error: null } : { status: 'interrupted', error: closed };
    }
    if (counts.failed > 0) return { status: 'failed', error: failure(counts) };
    return counts.diverged === counts.total
      ? { status: 'diverged', error: divergence }
      : { status: 'finished', error: null };
  }

  #end(row: number, status: RunStatus, error: ErrorBody | null): void {
    const { store, workspace, clock, log, changed } = this.#parts;
    const end = () =>
      status === 'queued'
        ? store.queue.putBackSweep(row)
        : store.sweeps.end(row, status, error, clock.now().toISOString());
    try {
      inSpareRoom(workspace.ballastFile, end);
    } catch (fault) {
      this.#stuck.set(row, untoldEnd('sweep', fault, workspace.storeFile).body);
      log.error({ sweep: sweepIdOf(row), err: fault }, 'the end of a sweep could not be stored');
    }
    changed(row, 'now');
  }
}

const closed: ErrorBody = {
  code: 'cancelled',
  message: 'The workbench was closed while this sweep was training.',
  hint: 'Resume it: it goes on with the fits that have no result.',
};

const divergence: ErrorBody = {
  code: 'diverged',
  message: 'Every fit of this sweep diverged.',
  hint: 'Start it again with a smaller learning rate.',
};

function failure({ failed, total }: { failed: number; total: number }): ErrorBody {
  return {
    code: 'failed',
    message: `${failed} of ${total} fits failed.`,
    hint: 'Resume the sweep to try them again; what the trainers said last is in the folder "logs".',
  };
}
