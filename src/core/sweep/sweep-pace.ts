import type { Clock } from '../ports';

type Report = { atMs: number; share: number };
/** The time until the first report is not counted: it prepares what later stacks find ready. */
type Running = { cost: number; sinceMs: number; first: Report | null; last: Report | null };

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
    this.#running.set(stack, { cost, sinceMs: this.#clock.monotonicMs(), first: null, last: null });
  }

  /** So much (0 to 1) of a stack's training is done. */
  progressed(stack: object, share: number): void {
    const running = this.#running.get(stack);
    if (!running) return;
    running.last = { atMs: this.#clock.monotonicMs(), share };
    running.first ??= running.last;
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
    return this.#running.get(stack)?.last?.share ?? 0;
  }

  /** Milliseconds until the last stack has ended, at the pace so far; null before anything is done. */
  get timeLeftMs(): number | null {
    let done = this.#doneCost;
    let spentMs = this.#doneMs;
    for (const { cost, first, last } of this.#running.values()) {
      if (!first || !last) continue;
      done += cost * (last.share - first.share);
      spentMs += last.atMs - first.atMs;
    }
    if (done === 0) return null;
    const pace = spentMs / done;
    const rests = [...this.#running.values()].map(({ cost, last }) => pace * cost * (1 - (last?.share ?? 0)));
    const sum = rests.reduce((total, rest) => total + rest, pace * this.#waitingCost);
    return Math.max(sum / this.#workers, ...rests, 0);
  }
}
