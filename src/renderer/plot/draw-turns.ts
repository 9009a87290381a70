/** When the next drawing may begin, and which canvases are in sight. */
export type Turns = {
  nextFrame(draw: () => void): void;
  watch(canvas: Element, onSight: (inSight: boolean) => void): () => void;
};

/**
 * Draws canvases one a frame, in a pause after it, each only while it is in sight, so that many charts of a live run never hold the page up together. A
 * canvas that is to be drawn again before its turn keeps its place and is drawn once, as it was asked for last.
 */
export class DrawTurns {
  readonly #waiting = new Map<Element, () => void>();
  readonly #watched = new Map<Element, { inSight: boolean; stop: () => void }>();
  #isDue = false;

  constructor(private readonly turns: Turns) {}

  /** Draws when its turn comes. */
  ask(canvas: Element, draw: () => void): void {
    this.#waiting.set(canvas, draw);
    if (!this.#watched.has(canvas)) {
      const watched = { inSight: false, stop: () => {} };
      this.#watched.set(canvas, watched);
      watched.stop = this.turns.watch(canvas, (inSight) => {
        watched.inSight = inSight;
        this.#schedule();
      });
    }
    this.#schedule();
  }

  /** Never draws this canvas again. */
  forget(canvas: Element): void {
    this.#watched.get(canvas)?.stop();
    this.#watched.delete(canvas);
    this.#waiting.delete(canvas);
  }

  #schedule(): void {
    if (this.#isDue || !this.#next()) return;
    this.#isDue = true;
    this.turns.nextFrame(() => {
      this.#isDue = false;
      const next = this.#next();
      if (!next) return;
      this.#waiting.delete(next[0]);
      next[1]();
      this.#schedule();
    });
  }

  #next(): [Element, () => void] | undefined {
    for (const waiting of this.#waiting) if (this.#watched.get(waiting[0])?.inSight) return waiting;
    return undefined;
  }
}

/** A page that is never idle draws after this time all the same. */
const latestMs = 100;

/** Inputs go first: a drawing waits for a pause of the page. Browsers that do not tell of pauses draw in the next task. */
const whenIdle = (draw: () => void): unknown =>
  'requestIdleCallback' in window
    ? window.requestIdleCallback(draw, { timeout: latestMs })
    : setTimeout(draw);

/** The turns of this page. */
export const drawTurns = new DrawTurns({
  nextFrame: (draw) => void requestAnimationFrame(() => whenIdle(draw)),
  watch(canvas, onSight) {
    const observer = new IntersectionObserver(
      (entries) => onSight(entries.at(-1)?.isIntersecting ?? false),
      // A little early, so that nothing is seen to appear while scrolling.
      { rootMargin: '200px' },
    );
    observer.observe(canvas);
    return () => observer.disconnect();
  },
});
