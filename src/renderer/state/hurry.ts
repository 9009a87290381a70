/** Two inputs within this time are quick: nobody could follow things that move between them. */
export const quickMs = 400;

/** A key that moves a slider is told of twice, as a key and as what it did. */
const sameMs = 16;

const inputs = ['keydown', 'pointerdown', 'input', 'wheel'] as const;

/** Knows whether a person is giving one input after another, so that what only moves for show leaves the page to them. */
export class Hurry {
  #lastMs = -Infinity;
  #gapMs = Infinity;

  constructor(
    target: Pick<EventTarget, 'addEventListener'>,
    private readonly now = () => performance.now(),
  ) {
    for (const type of inputs)
      target.addEventListener(type, () => this.#note(), { capture: true, passive: true });
  }

  /** The last two inputs were quick, and the last one was just now. */
  get isOn(): boolean {
    return this.#gapMs < quickMs && this.now() - this.#lastMs < quickMs;
  }

  #note(): void {
    const gapMs = this.now() - this.#lastMs;
    if (gapMs < sameMs) return;
    this.#gapMs = gapMs;
    this.#lastMs = this.now();
  }
}
