import type { Page, PageComponent } from '../pages/page';

/** Reads pages when they are needed, and the others while nothing else is to do. */
export class PageLoader {
  #known = $state.raw<Readonly<Record<string, PageComponent>>>({});
  /** By the page's id. */
  #underWay: Record<string, Promise<void>> = {};

  /** What draws a page; null while it is not here. */
  of(page: Page): PageComponent | null {
    return page.component ?? this.#known[page.id] ?? null;
  }

  /** Reads a page once; what went wrong is tried again when it is asked for again. */
  async need(page: Page): Promise<void> {
    if (this.of(page) || !page.load) return;
    const { id, load } = page;
    const reading =
      this.#underWay[id] ??
      load()
        .then((component) => void (this.#known = { ...this.#known, [id]: component }))
        .finally(() => delete this.#underWay[id]);
    this.#underWay[id] = reading;
    await reading;
  }

  /** Reads all pages, one whenever `idle` says that there is time. */
  async prepare(pages: readonly Page[], idle: () => Promise<void>): Promise<void> {
    for (const page of pages) {
      await idle();
      // Who goes there is told what is wrong.
      await this.need(page).catch(() => undefined);
    }
  }
}

/** Resolves when the browser has nothing better to do. */
export const whenIdle = (): Promise<void> =>
  new Promise((resolve) => requestIdleCallback(() => resolve(), { timeout: 2000 }));
