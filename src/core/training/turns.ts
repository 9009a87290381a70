/** Who may train: runs or sweeps. */
export type Trainee = 'runs' | 'sweeps';

/**
 * Runs and sweeps share the processor's cores, and only one of the two trains at a time: a sweep begins when no run is running or
 * waiting, and runs that are started meanwhile wait for its end and then go before the next sweep.
 */
export class Turns {
  readonly #pumps = new Map<Trainee, () => void>();
  #holder: Trainee | null = null;

  /** Says what to call when the other one has left the trainers. */
  join(trainee: Trainee, pump: () => void): void {
    this.#pumps.set(trainee, pump);
  }

  /** Takes the trainers if they are free; true also for the one who has them. */
  take(trainee: Trainee): boolean {
    this.#holder ??= trainee;
    return this.#holder === trainee;
  }

  /** Leaves the trainers to the other one, if that has something to train. */
  leave(trainee: Trainee): void {
    if (this.#holder !== trainee) return;
    this.#holder = null;
    for (const [other, pump] of this.#pumps) if (other !== trainee) pump();
    this.#pumps.get(trainee)?.();
  }
}
