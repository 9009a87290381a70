import type { DatasetSummary } from '@shared/dataset';
import type { WorkbenchEvent } from '@shared/events';
import type { Preset } from '@shared/preset';
import type { QueueState } from '@shared/queue';
import type { RunSummary } from '@shared/run';
import type { Study } from '@shared/study';
import type { SavedView } from '@shared/view';
import { Connection, type ConnectionStatus, type WorkbenchClient } from '../client/connection';
import type { Problem } from '../client/problem';
import type { Transport } from '../client/transport';
import { pause } from './pause';
import type { KnownSweep } from '../text/sweep-words';
import { allRuns } from './run-table/all-runs';
import { put, type Keyed } from './keyed';
import { runsAfter, singly } from './run-table/runs-after';

/** An import under way or just ended, by its id. */
export type ImportState = {
  importId: string;
  phase: string;
  done: number;
  total: number;
  problem: Problem | null;
  dataset: string | null;
};

/** Events are gathered for about one frame. */
const gatherMs = 16;

/** The page's copy of the workbench: a snapshot, then events applied. Nothing else changes it. */
export class Workbench {
  status = $state<ConnectionStatus>('connecting');
  /** True once the first snapshot is here. */
  ready = $state(false);
  formats = $state.raw<readonly { id: string; label: string; help: string }[]>([]);
  datasets = $state.raw<readonly DatasetSummary[]>([]);
  runs = $state.raw<readonly RunSummary[]>([]);
  queue = $state.raw<QueueState>({ isPaused: false, order: [] });
  studies = $state.raw<readonly Study[]>([]);
  /** Those that have changed since the snapshot are whole. */
  sweeps = $state.raw<readonly KnownSweep[]>([]);
  /** Views of the runs table that were saved under a name. */
  views = $state.raw<readonly SavedView[]>([]);
  /** Settings that were saved under a name. */
  presets = $state.raw<readonly Preset[]>([]);
  imports = $state.raw<Keyed<ImportState>>({});
  /** Why nothing can be stored any more; null while all is well. */
  storeFault = $state.raw<{ message: string; hint: string } | null>(null);
  readonly client: WorkbenchClient;
  #connection: Connection;
  #gathered: WorkbenchEvent[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #listeners: readonly ((event: WorkbenchEvent) => void)[] = [];

  constructor(transport: Transport) {
    this.#connection = new Connection(transport, (status) => (this.status = status));
    this.client = this.#connection.client;
  }

  /** Connects and follows until the page is closed; after every break a new snapshot is taken. */
  async follow(): Promise<never> {
    void this.#connection.keepOpen();
    for (;;) {
      try {
        const events = await this.client.system.watch();
        this.storeFault = null;
        await this.#takeSnapshot();
        for await (const event of events) this.#gather(event);
      } catch {
        await pause(250);
      }
    }
  }

  /** Hears every event after it has been applied; gives the way to stop. */
  onEvent(listener: (event: WorkbenchEvent) => void): () => void {
    this.#listeners = [...this.#listeners, listener];
    return () => (this.#listeners = this.#listeners.filter((other) => other !== listener));
  }

  /** Keeps an event for a moment, so that thousands at once are one change of the page. */
  #gather(event: WorkbenchEvent): void {
    for (const each of singly(event)) this.#gathered.push(each);
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const events = this.#gathered;
      this.#gathered = [];
      this.runs = runsAfter(this.runs, events);
      for (const each of events) this.#applyOther(each);
    }, gatherMs);
  }

  /** Applies all that an event says but of runs, then tells the listeners. */
  #applyOther(event: WorkbenchEvent): void {
    if (event.type === 'viewsChanged') this.views = event.views;
    else if (event.type === 'presetsChanged') this.presets = event.presets;
    else if (event.type === 'queueChanged') this.queue = event.queue;
    else if (event.type === 'datasetChanged') this.#putDataset(event.dataset);
    else if (event.type === 'datasetRemoved')
      this.datasets = this.datasets.filter((d) => d.name !== event.name);
    else if (event.type === 'studyChanged') this.putStudy(event.study);
    else if (event.type === 'sweepChanged') this.putSweep(event.sweep);
    else if (event.type === 'sweepRemoved') this.sweeps = this.sweeps.filter((s) => s.id !== event.id);
    else if (event.type === 'storeFailed') this.storeFault = event.error;
    else if ('importId' in event) this.#applyImport(event);
    for (const listener of this.#listeners) listener(event);
  }

  #putDataset(dataset: DatasetSummary): void {
    this.datasets = put(this.datasets, dataset, (other) => other.name === dataset.name);
  }

  putStudy(study: Study): void {
    this.studies = put(this.studies, study, (other) => other.id === study.id);
  }

  putSweep(sweep: KnownSweep): void {
    this.sweeps = put(this.sweeps, sweep, (other) => other.id === sweep.id);
  }

  #applyImport(event: Extract<WorkbenchEvent, { importId: string }>): void {
    const { importId } = event;
    const before = this.imports[importId] ?? {
      importId,
      phase: '',
      done: 0,
      total: 0,
      problem: null,
      dataset: null,
    };
    if (event.type === 'importProgress') {
      const { phase, done, total } = event;
      this.imports = { ...this.imports, [importId]: { ...before, phase, done, total } };
      return;
    }
    if (event.type === 'importFinished') this.#putDataset(event.dataset);
    const ended =
      event.type === 'importFinished'
        ? { ...before, dataset: event.dataset.name }
        : { ...before, problem: { message: event.error.message, hint: event.error.hint } };
    this.imports = { ...this.imports, [importId]: ended };
  }

  async #takeSnapshot(): Promise<void> {
    const { client } = this;
    const [formats, { datasets }, runs, { studies }, { sweeps }, { views }, { presets }, queue] =
      await Promise.all([
        client.datasets.formats(),
        client.datasets.list(),
        allRuns(client),
        client.studies.list(),
        client.sweeps.list(),
        client.views.list(),
        client.presets.list(),
        client.queue.get(),
      ]);
    Object.assign(this, {
      formats,
      datasets,
      runs,
      studies,
      sweeps,
      views,
      presets,
      queue,
      ready: true,
    });
  }
}
