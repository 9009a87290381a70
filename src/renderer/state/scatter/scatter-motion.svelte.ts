import { between, type Points } from '../../plot/scatter';
import type { Hurry } from '../hurry';

/** How long points are on their way from one place to the next. */
const moveMs = 240;

/** Moves the points of a scatter to where they belong next; of whoever asks for less motion, or is in a hurry, they jump. */
export class ScatterMotion {
  /** Where the points are now. */
  shown = $state.raw<Points>([]);
  #isMoving = false;

  constructor(
    private readonly hurry: Hurry,
    private readonly isStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches,
  ) {}

  /** Sends the points there; gives what stops them on their way. */
  to(goal: Points): (() => void) | undefined {
    const from = this.shown;
    // Points still on their way when the next places come jump there: faster than that nobody could follow them.
    const jumps = this.#isMoving || from.length !== goal.length || this.hurry.isOn || this.isStill();
    this.#isMoving = !jumps;
    if (jumps) {
      this.shown = goal;
      return undefined;
    }
    let begun: number | null = null;
    const step = (now: number) => {
      begun ??= now;
      const share = this.hurry.isOn ? 1 : Math.min(1, (now - begun) / moveMs);
      this.#isMoving = share < 1;
      this.shown = this.#isMoving ? between(from, goal, 1 - (1 - share) ** 3) : goal;
      if (this.#isMoving) frame = requestAnimationFrame(step);
    };
    let frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }
}
