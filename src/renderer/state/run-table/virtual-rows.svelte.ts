import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualizerOptions,
} from '@tanstack/virtual-core';
import { untrack } from 'svelte';

type Options = VirtualizerOptions<HTMLElement, HTMLElement>;

/** Rows drawn out of sight: before those that come into sight next, and after those that have just left. */
const ahead = 12;
const behind = 3;

/** Which rows of equal height are to be drawn in a scrolled element: [first, end), and the room of those left out. */
export class VirtualRows {
  window = $state.raw({ first: 0, end: 0, abovePx: 0, belowPx: 0 });
  #slots = 1;
  #virtualizer: Virtualizer<HTMLElement, HTMLElement>;
  #options: Options;
  #isUpwards = false;

  /** `headPx` is the height of what stays in place above the rows. */
  constructor(rowPx: number, headPx: number) {
    this.#options = {
      count: 0,
      getScrollElement: () => null,
      estimateSize: () => rowPx,
      rangeExtractor: ({ startIndex, endIndex, count }) => this.#drawn(startIndex, endIndex, count),
      scrollMargin: headPx,
      scrollPaddingStart: headPx,
      scrollToFn: elementScroll,
      observeElementRect,
      observeElementOffset,
      onChange: () => this.#look(),
    };
    this.#virtualizer = new Virtualizer(this.#options);
  }

  /** Follows an element until the returned function is called. */
  attach = (element: HTMLElement): (() => void) => {
    this.#set({ getScrollElement: () => element });
    const detach = this.#virtualizer._didMount();
    this.#virtualizer._willUpdate();
    this.#look();
    return detach;
  };

  setCount(count: number): void {
    if (count === this.#options.count) return;
    this.#set({ count });
    this.#virtualizer._willUpdate();
    this.#look();
  }

  /**
   * Which drawn row shows the row at a place: rows that leave at one end come back at the other, so that scrolling
   * changes texts but makes no elements.
   */
  slotOf(index: number): number {
    return index % this.#slots;
  }

  /** Scrolls just so far that a row can be seen. */
  show(index: number): void {
    this.#virtualizer.scrollToIndex(index, { align: 'auto' });
  }

  #set(change: Partial<Options>): void {
    this.#options = { ...this.#options, ...change };
    this.#virtualizer.setOptions(this.#options);
  }

  /** Those in sight and, the way it was scrolled last, those to come: every drawn row costs time in every frame. */
  #drawn(startIndex: number, endIndex: number, count: number): number[] {
    const { scrollDirection } = this.#virtualizer;
    if (scrollDirection) this.#isUpwards = scrollDirection === 'backward';
    const first = Math.max(0, startIndex - (this.#isUpwards ? ahead : behind));
    const last = Math.min(count - 1, endIndex + (this.#isUpwards ? behind : ahead));
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  }

  #look(): void {
    const items = this.#virtualizer.getVirtualItems();
    const [first, last] = [items[0], items.at(-1)];
    const headPx = this.#options.scrollMargin ?? 0;
    const next =
      first && last
        ? {
            first: first.index,
            end: last.index + 1,
            abovePx: first.start - headPx,
            belowPx: this.#virtualizer.getTotalSize() - (last.end - headPx),
          }
        : { first: 0, end: 0, abovePx: 0, belowPx: 0 };
    this.#slots = Math.max(this.#slots, next.end - next.first);
    // Whoever attaches this must not do so again for every row that comes into sight.
    const now = untrack(() => this.window);
    if (now.first !== next.first || now.end !== next.end || now.belowPx !== next.belowPx) this.window = next;
  }
}
