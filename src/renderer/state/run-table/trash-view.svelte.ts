import type { RunSummary } from '@shared/run';
import { allRuns } from './all-runs';
import type { App } from '../context';

/** The runs in the trash, read again whenever a run goes in or comes out. */
export class TrashView {
  /** Null until the first answer. */
  runs = $state.raw<readonly RunSummary[] | null>(null);
  #app: App;
  #isReading = false;
  #isStale = false;

  constructor(app: App) {
    this.#app = app;
  }

  /** Reads now and after every change, until the returned function is called. */
  follow(): () => void {
    void this.#read();
    return this.#app.workbench.onEvent((event) => {
      if (this.#isStale) return;
      const isBack = event.type === 'runChanged' && this.runs?.some(({ id }) => id === event.run.id);
      if (event.type === 'runRemoved' || isBack) void this.#read();
    });
  }

  async #read(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#isStale) {
        // Thousands of events at once are one reading.
        await Promise.resolve();
        this.#isStale = false;
        this.runs = await allRuns(this.#app.workbench.client, true);
      }
    } catch (error) {
      this.#app.toasts.problem(error);
    } finally {
      this.#isReading = false;
    }
  }
}
