/**
 * Keeps the keyboard somewhere: on the page's heading after a change of page, and wherever what had the focus went away.
 * Else the browser gives the focus to nothing, and who works by keyboard or listens begins again at the top of the window.
 */
export class HeadingFocus {
  /** What had the focus last, as far as it went through this page. */
  #last: Element | null = null;
  /** Is a heading awaited, because the page has not drawn its own yet? */
  #waiting = false;

  constructor(private readonly main: HTMLElement) {}

  /** Watches until it is told to stop; gives the function that does so. */
  watch(): () => void {
    const { ownerDocument: page } = this.main;
    const remember = ({ target }: Event): void =>
      void (this.#last = target instanceof Element ? target : null);
    const forget = ({ relatedTarget }: FocusEvent): void => {
      // Who clicks beside everything lets go on purpose; what was taken out of the page by now did not.
      if (relatedTarget === null)
        queueMicrotask(() => {
          if (page.activeElement === page.body && this.#last?.isConnected) this.#last = null;
        });
    };
    const observer = new MutationObserver(() => this.#look());
    page.addEventListener('focusin', remember);
    page.addEventListener('focusout', forget);
    observer.observe(page.body, { childList: true, subtree: true });
    return () => {
      page.removeEventListener('focusin', remember);
      page.removeEventListener('focusout', forget);
      observer.disconnect();
    };
  }

  /** Puts the focus on the heading: now, or as soon as the page has one, unless it has been put elsewhere by then. */
  take(): void {
    this.#last = this.main.ownerDocument.activeElement;
    this.#waiting = !this.#focus();
  }

  #look(): void {
    const { activeElement, body } = this.main.ownerDocument;
    const isLost = activeElement === body && this.#last !== null && !this.#last.isConnected;
    if (this.#waiting && (activeElement === body || activeElement === this.#last))
      this.#waiting = !this.#focus();
    else if (this.#waiting) this.#waiting = false;
    // A dialog that closes gives the focus back by itself, a moment later.
    else if (isLost) requestAnimationFrame(() => this.#find());
  }

  /** Finds a place for the focus when nothing has it still. */
  #find(): void {
    const { activeElement, body } = this.main.ownerDocument;
    if (activeElement === body && this.#last && !this.#last.isConnected) this.#waiting = !this.#focus();
  }

  #focus(): boolean {
    const heading = this.main.querySelector<HTMLElement>('h1');
    heading?.focus({ preventScroll: true });
    return heading !== null;
  }
}
