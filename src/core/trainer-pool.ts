import type { Job } from '@shared/job';
import type { SpawnChild } from './ports';
import { TrainerProcess, type OnEvents, type TrainerEnd } from './trainer-process';

/** A job under way. */
export type TrainerTask = {
  readonly ended: Promise<TrainerEnd>;
  /** Asks the trainer to stop at a checkpoint; ends its process when it does not answer in time. */
  cancel(): void;
};

/** Times of the pool in milliseconds. */
export type PoolTimes = { cancelGraceMs: number; idleMs: number };

const defaultTimes: PoolTimes = { cancelGraceMs: 5_000, idleMs: 120_000 };

/** Trainer processes: one job at a time each, one kept warm for a while after its job. */
export class TrainerPool {
  readonly #spawn: SpawnChild;
  readonly #times: PoolTimes;
  readonly #all = new Set<TrainerProcess>();
  #idle: { trainer: TrainerProcess; timer: NodeJS.Timeout } | null = null;

  constructor(spawn: SpawnChild, times: PoolTimes = defaultTimes) {
    this.#spawn = spawn;
    this.#times = times;
  }

  /** Starts a job in the warm process or a new one; events go through `onEvents`, in order. */
  start(job: Job, onEvents: OnEvents): TrainerTask {
    const trainer = this.#takeIdle() ?? this.#spawnTrainer();
    let overdue: NodeJS.Timeout | undefined;
    const ended = trainer.run(job, onEvents).then((end) => {
      clearTimeout(overdue);
      if (end.type === 'done') this.#keepWarm(trainer);
      return end;
    });
    const cancel = () => {
      trainer.send({ type: 'cancel', runId: job.runId });
      overdue ??= setTimeout(() => trainer.kill(), this.#times.cancelGraceMs);
    };
    return { ended, cancel };
  }

  /** Ends every process at once; resolves when they are gone. */
  async close(): Promise<void> {
    this.#takeIdle();
    for (const trainer of this.#all) trainer.kill();
    await this.emptied();
  }

  /** Resolves when the processes there are now have ended by themselves or otherwise. */
  async emptied(): Promise<void> {
    await Promise.all([...this.#all].map(({ gone }) => gone));
  }

  #spawnTrainer(): TrainerProcess {
    const trainer = new TrainerProcess(this.#spawn('trainer'));
    this.#all.add(trainer);
    void trainer.gone.then(() => {
      this.#all.delete(trainer);
      if (this.#idle?.trainer === trainer) this.#takeIdle();
    });
    return trainer;
  }

  #takeIdle(): TrainerProcess | null {
    const idle = this.#idle;
    this.#idle = null;
    clearTimeout(idle?.timer);
    return idle && !idle.trainer.isGone ? idle.trainer : null;
  }

  #keepWarm(trainer: TrainerProcess): void {
    if (trainer.isGone) return;
    if (this.#idle) return retire(trainer);
    const timer = setTimeout(() => {
      this.#idle = null;
      retire(trainer);
    }, this.#times.idleMs);
    timer.unref();
    this.#idle = { trainer, timer };
  }
}

function retire(trainer: TrainerProcess): void {
  trainer.send({ type: 'shutdown' });
  setTimeout(() => trainer.kill(), 2_000).unref();
}
