import type { Clock } from '../ports';

type Pace = { firstEpoch: number; sinceMs: number; epoch: number; atMs: number };

/** Measures how long epochs take, by a clock that never jumps, to say how long a run still needs. */
export class EpochClock {
  readonly #clock: Clock;
  readonly #paces = new Map<number, Pace>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** An attempt at a run began after `epoch` epochs. */
  started(row: number, epoch: number): void {
    const nowMs = this.#clock.monotonicMs();
    this.#paces.set(row, { firstEpoch: epoch, sinceMs: nowMs, epoch, atMs: nowMs });
  }

  /** An epoch (1 for the first) is done. */
  epochDone(row: number, epoch: number): void {
    const pace = this.#paces.get(row);
    if (pace) this.#paces.set(row, { ...pace, epoch, atMs: this.#clock.monotonicMs() });
  }

  ended(row: number): void {
    this.#paces.delete(row);
  }

  /** Milliseconds until the last epoch at the pace so far; null before the first epoch. */
  timeLeftMs(row: number, epochs: number): number | null {
    const pace = this.#paces.get(row);
    if (!pace || pace.epoch <= pace.firstEpoch) return null;
    const perEpochMs = (pace.atMs - pace.sinceMs) / (pace.epoch - pace.firstEpoch);
    return Math.max(0, epochs - pace.epoch) * perEpochMs;
  }
}
