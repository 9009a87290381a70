/** A page that comes back grows while its data come; after this time it is left as high as it is. */
const longestMs = 3_000;

const ownInputs = ['wheel', 'keydown', 'pointerdown'] as const;

/** Remembers for every entry of the history how far its page was scrolled, so that Back leads to where one was. */
export class ScrollMemory {
  readonly #tops = new Map<number, number>();
  /** Entries of an earlier load of the page are never taken for those of this one. */
  #next = Date.now();
  #entry: number;
  /** How far the page that was come to last is to be scrolled. */
  #wanted = 0;

  constructor(
    private readonly main: HTMLElement,
    private readonly page: Window,
  ) {
    this.#entry = this.#entryNow();
  }

  /** Watches until it is told to stop; gives the function that does so. */
  watch(): () => void {
    const { main, page } = this;
    const scrolled = () => void this.#tops.set(this.#entry, main.scrollTop);
    const moved = () => this.#move();
    main.addEventListener('scroll', scrolled, { passive: true });
    page.addEventListener('hashchange', moved);
    return () => {
      main.removeEventListener('scroll', scrolled);
      page.removeEventListener('hashchange', moved);
    };
  }

  /** Scrolls the page that has just come to where it was left, once it is as high as that; a new one to its top. */
  restore(): void {
    this.#move();
    const { main, page } = this;
    const [top, entry] = [this.#wanted, this.#entry];
    main.scrollTo(0, top);
    if (main.scrollTop >= top - 1) return;
    const latest = page.performance.now() + longestMs;
    let taken = false;
    const take = () => void (taken = true);
    for (const input of ownInputs) page.addEventListener(input, take, { once: true, passive: true });
    const again = (now: number) => {
      if (taken || entry !== this.#entry) return;
      main.scrollTo(0, top);
      if (main.scrollTop < top - 1 && now < latest) page.requestAnimationFrame(again);
    };
    page.requestAnimationFrame(again);
  }

  /** The address changed; the page may be told of it before or after this is. */
  #move(): void {
    const entry = this.#entryNow();
    if (entry === this.#entry) return;
    this.#entry = entry;
    this.#wanted = this.#tops.get(entry) ?? 0;
  }

  #entryNow(): number {
    const state = this.page.history.state as { entry?: number } | null;
    if (typeof state?.entry === 'number') return state.entry;
    const entry = this.#next++;
    this.page.history.replaceState({ ...state, entry }, '');
    return entry;
  }
}
