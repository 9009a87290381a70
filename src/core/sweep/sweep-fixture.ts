import { afterEach, beforeEach } from 'vitest';
import type { SweepSummary } from '@shared/sweep';
import {
  openFixture,
  scriptedTrainers,
  storeTinyDataset,
  temporaryHome,
  type Behaviour,
} from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

/** The margins of {@link sweepRequest}. */
export const margin = { name: 'margin', values: [0.1, 0.5, 0.9] };

/** Three margins on four folds of the stored dataset, for tests. */
export const sweepRequest = {
  dataset: 'tiny',
  distance: 'triplet',
  k: 5,
  axes: [margin],
  folds: 4,
  workers: 2,
};

/** Stores a dataset that is large enough for fits to be trained in Gram space, side by side. */
export const storeSweepDataset = (folder: string) =>
  storeTinyDataset(folder, { train: 40, validation: 12, test: 0 }, 8);

/** The sweep that `act` gives, once a change of it is told that satisfies `wanted`. */
export async function sweepWhen(
  client: WorkbenchClient,
  wanted: (sweep: SweepSummary) => boolean,
  act: () => Promise<SweepSummary>,
): Promise<SweepSummary> {
  const changes = await client.system.watch();
  const acted = await act();
  if (wanted(acted)) return acted;
  for await (const event of changes) {
    if (event.type === 'sweepChanged' && event.sweep.id === acted.id && wanted(event.sweep))
      return event.sweep;
  }
  throw new Error('the stream ended');
}

/** The sweep that `act` gives, once it has ended. */
export function endedSweep(client: WorkbenchClient, act: () => Promise<SweepSummary>): Promise<SweepSummary> {
  return sweepWhen(client, ({ status }) => status !== 'queued' && status !== 'running', act);
}

/** A workbench with the dataset of sweeps and scripted trainers, anew for every test of a file. */
export function sweepWorkbench() {
  let remove = () => {};
  const at = {
    home: '',
    behaviour: {} as Behaviour,
    workbench: undefined as unknown as Workbench,
    client: undefined as unknown as WorkbenchClient,
    /** Opens it, again when it was closed. */
    async open(): Promise<void> {
      at.workbench = await openFixture(at.home, scriptedTrainers(at.home, at.behaviour).spawn);
      at.client = clientOf(at.workbench);
    },
  };
  beforeEach(async () => {
    ({ home: at.home, remove } = temporaryHome());
    at.behaviour = {};
    await storeSweepDataset(at.home);
    await at.open();
  });
  afterEach(async () => {
    await at.workbench.close();
    remove();
  });
  return at;
}
