import type { DatasetSummary } from '@shared/dataset';
import type { WorkbenchEvent } from '@shared/events';
import type { RunSummary } from '@shared/run';
import type { SweepRow } from '@shared/sweep';
import { allRuns } from './all-runs';
import type { App } from '../context';

/** What is in the trash, each kind with the last removed first. */
export type Trashed = {
  runs: readonly RunSummary[];
  datasets: readonly DatasetSummary[];
  sweeps: readonly SweepRow[];
};

/** What is in the trash, read again whenever something goes in or comes out. */
export class TrashView {
  /** Null until the first answer. */
  trashed = $state.raw<Trashed | null>(null);
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
      if (!this.#isStale && (wentIn(event) || cameOut(event, this.trashed))) void this.#read();
    });
  }

  async #read(): Promise<void> {
    this.#isStale = true;
    if (this.#isReading) return;
    this.#isReading = true;
    const { client } = this.#app.workbench;
    try {
      while (this.#isStale) {
        // Thousands of events at once are one reading.
        await Promise.resolve();
        this.#isStale = false;
        const [runs, { datasets }, { sweeps }] = await Promise.all([
          allRuns(client, true),
          client.datasets.trash(),
          client.sweeps.trash(),
        ]);
        this.trashed = { runs, datasets, sweeps };
      }
    } catch (error) {
      this.#app.toasts.problem(error);
    } finally {
      this.#isReading = false;
    }
  }
}

const wentIn = ({ type }: WorkbenchEvent): boolean =>
  type === 'runRemoved' || type === 'datasetRemoved' || type === 'sweepRemoved';

/** A removed dataset is also gone when another one was imported under its name. */
function cameOut(event: WorkbenchEvent, trashed: Trashed | null): boolean {
  if (!trashed) return false;
  if (event.type === 'runChanged') return trashed.runs.some(({ id }) => id === event.run.id);
  if (event.type === 'sweepChanged') return trashed.sweeps.some(({ id }) => id === event.sweep.id);
  if (event.type === 'datasetChanged' || event.type === 'importFinished')
    return trashed.datasets.some(({ name }) => name === event.dataset.name);
  return false;
}
