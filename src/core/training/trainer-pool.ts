import type { Job, StackJob } from '@shared/job';
import type { Engine } from '@shared/run';
import { systemClock, type Clock, type SpawnChild } from '../ports';
import { watchSilence, type OnSilence, type SilenceTimes } from './silence';
import { TrainerProcess, type OnEvents, type TrainerEnd } from './trainer-process';

/** A job under way. */
export type TrainerTask = {
  readonly ended: Promise<TrainerEnd>;
  /**
   * Asks the trainer to stop at a checkpoint; when it does not answer in time, its process is asked to end (SIGTERM), then
   * ended. `hasNoTime`: ended without being asked again.
   */
  cancel(hasNoTime?: boolean): void;
};

/** Times of the pool in milliseconds. */
export type PoolTimes = SilenceTimes & {
  /** From a cancel to SIGTERM, and from there to SIGKILL. */
  cancelGraceMs: number;
  terminateGraceMs: number;
  /** From a cancel to SIGKILL when the host is about to end. */
  hurryMs: number;
  idleMs: number;
};

const defaultTimes: PoolTimes = {
  silentAfterMs: 30_000,
  lookEveryMs: 5_000,
  cancelGraceMs: 5_000,
  terminateGraceMs: 5_000,
  hurryMs: 3_500,
  idleMs: 120_000,
};

/** Trainer processes: one job at a time each, one (or as many as asked for) kept warm for a while after its job. */
export class TrainerPool {
  readonly #spawn: SpawnChild;
  readonly #times: PoolTimes;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #all = new Set<TrainerProcess>();
  readonly #idle = new Map<TrainerProcess, NodeJS.Timeout>();
  #keptWarm = 1;

  constructor(
    spawn: SpawnChild,
    times: Partial<PoolTimes> = {},
    clock: Pick<Clock, 'monotonicMs'> = systemClock,
  ) {
    this.#spawn = spawn;
    this.#times = { ...defaultTimes, ...times };
    this.#clock = clock;
  }

  /** Says how many processes may be kept warm from now on. */
  keep(count: number): void {
    this.#keptWarm = count;
    while (this.#idle.size > count) retire(this.#takeIdle()!);
  }

  /** Has a process open the engine that `auto` means here, and keeps it warm; null when it ends instead. */
  async probe(): Promise<Engine | null> {
    const trainer = this.#takeIdle() ?? this.#spawnTrainer();
    const engine = await trainer.probe();
    this.#keepWarm(trainer);
    return engine;
  }

  /** Opens an engine ahead of the next job, unless a process is there already; it ends by itself when no job comes. */
  warmUp(): void {
    if (this.#all.size > 0) return;
    const trainer = this.#spawnTrainer();
    // A job may come while the engine is being opened: it takes this process and waits there.
    void trainer.probe();
    this.#keepWarm(trainer);
  }

  /** Starts a job or a stack in a warm process or a new one; events go through `onEvents`, in order. */
  start(job: Job | StackJob, onEvents: OnEvents, onSilence: OnSilence = () => undefined): TrainerTask {
    const trainer = this.#takeIdle() ?? this.#spawnTrainer();
    const unwatch = watchSilence(() => trainer.silentMs, this.#times, onSilence);
    let overdue: NodeJS.Timeout | undefined;
    const ended = trainer.run(job, onEvents).then((end) => {
      clearTimeout(overdue);
      unwatch();
      if (end.type === 'done') this.#keepWarm(trainer);
      return end;
    });
    const { cancelGraceMs, terminateGraceMs, hurryMs } = this.#times;
    const terminate = () => {
      trainer.kill('SIGTERM');
      overdue = setTimeout(() => trainer.kill(), terminateGraceMs);
    };
    const cancel = (hasNoTime = false) => {
      trainer.send({ type: 'cancel', runId: job.runId });
      if (hasNoTime) clearTimeout(overdue);
      if (hasNoTime) overdue = setTimeout(() => trainer.kill(), hurryMs);
      else overdue ??= setTimeout(terminate, cancelGraceMs);
    };
    return { ended, cancel };
  }

  /** Ends every process at once; resolves when they are gone. */
  async close(): Promise<void> {
    while (this.#takeIdle());
    for (const trainer of this.#all) trainer.kill();
    await this.emptied();
  }

  /** Resolves when the processes there are now have ended by themselves or otherwise. */
  async emptied(): Promise<void> {
    await Promise.all([...this.#all].map(({ gone }) => gone));
  }

  #spawnTrainer(): TrainerProcess {
    const trainer = new TrainerProcess(this.#spawn('trainer'), this.#clock);
    this.#all.add(trainer);
    void trainer.gone.then(() => {
      this.#all.delete(trainer);
      this.#forget(trainer);
    });
    return trainer;
  }

  #takeIdle(): TrainerProcess | null {
    for (const trainer of this.#idle.keys()) {
      this.#forget(trainer);
      if (!trainer.isGone) return trainer;
    }
    return null;
  }

  #keepWarm(trainer: TrainerProcess): void {
    if (trainer.isGone) return;
    if (this.#idle.size >= this.#keptWarm) return retire(trainer);
    const timer = setTimeout(() => {
      this.#forget(trainer);
      retire(trainer);
    }, this.#times.idleMs);
    timer.unref();
    this.#idle.set(trainer, timer);
  }

  #forget(trainer: TrainerProcess): void {
    clearTimeout(this.#idle.get(trainer));
    this.#idle.delete(trainer);
  }
}

function retire(trainer: TrainerProcess): void {
  trainer.send({ type: 'shutdown' });
  setTimeout(() => trainer.kill(), 2_000).unref();
}
