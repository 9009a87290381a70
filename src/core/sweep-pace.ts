import type { Clock } from './ports';

type Running = { cost: number; sinceMs: number; share: number };

/** Measures how long the stacks of a sweep take, to say how long the rest will. */
export class SweepPace {
  readonly #clock: Clock;
  readonly #workers: number;
  readonly #running = new Map<object, Running>();
  #waitingCost: number;
  #doneCost = 0;
  #doneMs = 0;

  /** `cost` is that of all stacks, in any unit; they are trained by so many workers side by side. */
  constructor(clock: Clock, cost: number, workers: number) {
    this.#clock = clock;
    this.#waitingCost = cost;
    this.#workers = workers;
  }

  started(stack: object, cost: number): void {
    this.#waitingCost -= cost;
    this.#running.set(stack, { cost, sinceMs: this.#clock.monotonicMs(), share: 0 });
  }

  /** So much (0 to 1) of a stack's training is done. */
  progressed(stack: object, share: number): void {
    const running = this.#running.get(stack);
    if (running) running.share = share;
  }

  ended(stack: object): void {
    const running = this.#running.get(stack);
    if (!running) return;
    this.#running.delete(stack);
    this.#doneCost += running.cost;
    this.#doneMs += this.#clock.monotonicMs() - running.sinceMs;
  }

  /** The stack's share that is done; 0 when it is not under way. */
  shareOf(stack: object): number {
    return this.#running.get(stack)?.share ?? 0;
  }

  /** Milliseconds until the last stack has ended, at the pace so far; null before anything is done. */
  get timeLeftMs(): number | null {
    const nowMs = this.#clock.monotonicMs();
    let done = this.#doneCost;
    let spentMs = this.#doneMs;
    for (const { cost, share, sinceMs } of this.#running.values()) {
      if (share === 0) continue;
      done += cost * share;
      spentMs += nowMs - sinceMs;
    }
    if (done === 0) return null;
    const pace = spentMs / done;
    const rests = [...this.#running.values()].map(({ cost, share }) => pace * cost * (1 - share));
    const sum = rests.reduce((total, rest) => total + rest, pace * this.#waitingCost);
    return Math.max(sum / this.#workers, ...rests, 0);
  }
}
