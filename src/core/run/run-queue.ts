import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { toErrorBody, type ErrorBody } from '@shared/errors';
import type { Job, JobEvent } from '@shared/job';
import type { RunConfig, RunStatus } from '@shared/run';
import type { EpochClock } from '../training/epoch-clock';
import type { EventLog } from '../event-log';
import { runIdOf } from '../ids';
import { keepStderr } from '../training/keep-stderr';
import type { Log } from '../log';
import type { Clock } from '../ports';
import { paused, workbenchClosed } from './project-event';
import { dropCheckpoints, verifiedCheckpoint } from './checkpoints';
import { verifyArtefacts } from './run-files';
import { untoldEnd } from './untold-end';
import { inSpareRoom } from '../store/ballast';
import type { Store } from '../store/store';
import { bodyOfDeath } from '../training/trainer-death';
import type { TrainerPool, TrainerTask } from '../training/trainer-pool';
import type { Turns } from '../training/turns';
import { attemptFolder, type Workspace } from '../workspace';

/** What a queue works with. */
export type QueueParts = {
  store: Store;
  workspace: Workspace;
  events: EventLog;
  pool: TrainerPool;
  turns: Turns;
  paces: EpochClock;
  clock: Clock;
  log: Log;
  /** Called after every change of a run; `now` when its status changed. */
  changed: (row: number, how: 'now' | 'soon') => void;
  /** Runs trained at once. */
  concurrency: number;
  checkpointEveryMs: number;
  /** Go on with runs that an earlier process left queued? Else only what this process enqueues is run. */
  takesOver: boolean;
};

/** What a run becomes that is asked to stop: cancelled, interrupted until it is resumed, or the first of the queue again. */
type Stop = 'cancelled' | 'paused' | 'queued';

type Active = {
  task: TrainerTask | null;
  stop: Stop | null;
  /** For how long its trainer has said nothing, once that is too long. */
  silentMs: number | null;
  over: Promise<void>;
};

/** Trains queued runs in order. The truth about states is in the store; here are only the runs under way. */
export class RunQueue {
  readonly #parts: QueueParts;
  readonly #active = new Map<number, Active>();
  readonly #mine = new Set<number>();
  /** Runs whose state could not be stored; not tried again by themselves. */
  readonly #stuck = new Set<number>();
  #isClosing = false;

  constructor(parts: QueueParts) {
    this.#parts = parts;
  }

  /** Puts a stored run into the queue (again). */
  enqueue(row: number): void {
    this.#mine.add(row);
    this.#stuck.delete(row);
    this.#tell(row, 'now');
    this.pump();
  }

  /** Tells of a change that somebody else made to a run. */
  changed(row: number): void {
    this.#tell(row, 'now');
  }

  /** Starts as many queued runs as may run at once. */
  pump(): void {
    const mayNot = this.#isClosing || this.isPaused || this.#parts.store.health.fault !== null;
    if (mayNot || this.#active.size >= this.#parts.concurrency) return;
    const next = this.#parts.store.runs.queued().find((row) => this.#mayRun(row));
    if (next === undefined || !this.#parts.turns.take('runs')) return;
    const active: Active = { task: null, stop: null, silentMs: null, over: Promise.resolve() };
    this.#active.set(next, active);
    active.over = this.#train(next, active).finally(() => {
      this.#active.delete(next);
      this.pump();
      if (this.#active.size === 0) this.#parts.turns.leave('runs');
    });
    this.pump();
  }

  #mayRun(row: number): boolean {
    const isOurs = this.#parts.takesOver || this.#mine.has(row);
    return isOurs && !this.#active.has(row) && !this.#stuck.has(row);
  }

  /** May nothing start? What a command starts by itself always may. */
  get isPaused(): boolean {
    return this.#parts.takesOver && this.#parts.store.queue.isPaused();
  }

  /** Cancels a queued run at once; asks the trainer of a running one to stop. */
  cancel(row: number): void {
    this.#stop(row, 'cancelled');
  }

  /** Stops a run until it is resumed: a running one at its next step, with a checkpoint. */
  pause(row: number): void {
    this.#stop(row, 'paused');
  }

  /** Stops what is running at its next step and puts it back, first in the queue. */
  putBack(): void {
    for (const row of this.#active.keys()) this.#stop(row, 'queued');
  }

  #stop(row: number, stop: Stop): void {
    const active = this.#active.get(row);
    if (this.#parts.store.runs.byRow(row)?.status === 'queued') {
      if (stop === 'cancelled') this.#end(row, 'cancelled', null);
      if (stop === 'paused') this.#end(row, 'interrupted', paused);
    }
    if (!active || (active.stop === 'cancelled' && stop !== 'cancelled')) return;
    active.stop = stop;
    active.task?.cancel();
  }

  /** Milliseconds for which the trainer of a run has said nothing, once that is too long; else null. */
  silentMs(row: number): number | null {
    return this.#active.get(row)?.silentMs ?? null;
  }

  /** Stops what is running at a checkpoint, leaving it interrupted; resolves when every trainer has ended. */
  async close(): Promise<void> {
    this.#isClosing = true;
    for (const { task } of this.#active.values()) task?.cancel(true);
    await Promise.all([...this.#active.values()].map(({ over }) => over));
    await this.#parts.pool.close();
  }

  async #train(row: number, active: Active): Promise<void> {
    const { store, clock, log } = this.#parts;
    try {
      if (!store.runs.launch(row, clock.now().toISOString())) return;
      this.#tell(row, 'now');
      const { job, attempt } = await this.#jobOf(row);
      if (active.stop || this.#isClosing) return this.#stopped(row, active);
      active.task = this.#parts.pool.start(
        job,
        (events) => this.#store(row, attempt, job, events),
        (silentMs) => this.#heardNothing(row, active, silentMs),
      );
      const end = await active.task.ended;
      if (end.type === 'done') return;
      await keepStderr(this.#parts.workspace, `${job.runId}-${attempt}`, end.stderr);
      if (active.stop || this.#isClosing) return this.#stopped(row, active);
      log.warn({ run: job.runId, end }, 'trainer ended without a last event');
      const { batchSize } = job.config.params;
      const lastCheckpoint = store.files.checkpoints(row)[0]?.epoch ?? null;
      this.#end(row, 'interrupted', bodyOfDeath(end, lastCheckpoint, batchSize));
    } catch (error) {
      log.error({ run: runIdOf(row), err: error }, 'run failed');
      this.#end(row, 'failed', toErrorBody(error));
    } finally {
      this.#parts.paces.ended(row);
      this.#tell(row, 'now');
    }
  }

  #heardNothing(row: number, active: Active, silentMs: number | null): void {
    if (active.silentMs === null) this.#parts.log.warn({ run: runIdOf(row), silentMs }, 'trainer is silent');
    active.silentMs = silentMs;
    this.#parts.changed(row, 'now');
  }

  async #jobOf(row: number): Promise<{ job: Job; attempt: number }> {
    const { store, workspace } = this.#parts;
    const run = store.runs.byRow(row);
    if (!run) throw new Error(`Run ${row} vanished.`);
    const runId = runIdOf(row);
    const outputFolder = attemptFolder(workspace, runId, run.attempt);
    await mkdir(outputFolder, { recursive: true, mode: 0o700 });
    const job: Job = {
      runId,
      firstSeq: run.last_seq + 1,
      config: JSON.parse(run.config) as RunConfig,
      datasetFolder: join(workspace.datasetsFolder, run.dataset_hash),
      outputFolder,
      checkpoint: await verifiedCheckpoint(workspace, runId, store.files.checkpoints(row)),
      checkpointEveryMs: this.#parts.checkpointEveryMs,
    };
    return { job, attempt: run.attempt };
  }

  async #store(row: number, attempt: number, job: Job, reported: readonly JobEvent[]): Promise<void> {
    const { events, paces, clock } = this.#parts;
    for (const event of reported) {
      if (event.type === 'finished') await verifyArtefacts(job.outputFolder, event.artefacts);
    }
    const closing = this.#isClosing ? 'interrupted' : 'cancelled';
    const stored = events.append(job.runId, reported, {
      number: attempt,
      k: job.config.k,
      cancelledMeans: this.#active.get(row)?.stop ?? closing,
      now: clock.now().toISOString(),
    });
    for (const event of stored) {
      if (event.type === 'started') paces.started(row, event.epoch);
      if (event.type === 'epochFinished') paces.epochDone(row, event.epoch);
    }
    if (stored.some(({ type }) => type === 'checkpointSaved' || type === 'finished')) {
      await dropCheckpoints(this.#parts, row, stored.at(-1)?.type === 'finished' ? 0 : 2);
    }
    if (stored.length > 0)
      this.#parts.changed(row, stored.some(({ type }) => type === 'started') ? 'now' : 'soon');
  }

  #stopped(row: number, { stop }: Active): void {
    const { store } = this.#parts;
    if (stop === 'cancelled') this.#end(row, 'cancelled', null);
    else if (stop === 'queued') store.transaction(() => store.queue.putBackRun(row));
    else this.#end(row, 'interrupted', stop === 'paused' ? paused : workbenchClosed);
    this.#tell(row, 'now');
  }

  #end(row: number, status: RunStatus, error: ErrorBody | null): void {
    const { store, clock, workspace } = this.#parts;
    const end = () => store.runs.end(row, status, error, clock.now().toISOString());
    try {
      inSpareRoom(workspace.ballastFile, end);
    } catch (fault) {
      this.#stuck.add(row);
      this.#parts.log.error({ run: runIdOf(row), err: fault }, 'the end of a run could not be stored');
      this.#parts.events.giveUp(row, untoldEnd('run', fault, workspace.storeFile));
    }
    this.#tell(row, 'now');
  }

  #tell(row: number, how: 'now' | 'soon'): void {
    this.#parts.events.wake(row);
    this.#parts.changed(row, how);
  }
}
