import type { Connection } from './database';
import { eventsTable, type EventsTable } from './events-table';
import { filesTable, type FilesTable } from './files-table';
import { metricsTable, type MetricsTable } from './metrics-table';
import { presetsTable, type PresetsTable } from './presets-table';
import { queueTable, type QueueTable } from './queue-table';
import { resultsTable, type ResultsTable } from './results-table';
import { runsTable, type RunsTable } from './runs-table';
import { StoreHealth } from './health';
import { inPlainWords } from './sqlite-errors';
import { studiesTable, type StudiesTable } from './studies-table';
import { sweepLooksTable, type SweepLooksTable } from './sweep-looks-table';
import { sweepUnitsTable, type SweepUnitsTable } from './sweep-units-table';
import { sweepsTable, type SweepsTable } from './sweeps-table';
import { trashTable, type TrashTable } from './trash-table';
import { viewsTable, type ViewsTable } from './views-table';

/** The statements on a store's tables, over one connection. */
export type Store = {
  readonly connection: Connection;
  readonly health: StoreHealth;
  readonly runs: RunsTable;
  readonly events: EventsTable;
  readonly metrics: MetricsTable;
  readonly results: ResultsTable;
  readonly files: FilesTable;
  readonly studies: StudiesTable;
  readonly sweeps: SweepsTable;
  readonly sweepUnits: SweepUnitsTable;
  readonly queue: QueueTable;
  readonly sweepLooks: SweepLooksTable;
  readonly trash: TrashTable;
  readonly views: ViewsTable;
  readonly presets: PresetsTable;
  /** Runs `work` in one immediate transaction: all of it is stored, or nothing. Throws the fault of a store that has failed. */
  transaction<T>(work: () => T): T;
};

/** Prepares the statements of a store. */
export function storeOn(connection: Connection, health = new StoreHealth()): Store {
  return {
    connection,
    health,
    runs: runsTable(connection),
    events: eventsTable(connection),
    metrics: metricsTable(connection),
    results: resultsTable(connection),
    files: filesTable(connection),
    studies: studiesTable(connection),
    sweeps: sweepsTable(connection),
    sweepUnits: sweepUnitsTable(connection),
    queue: queueTable(connection),
    sweepLooks: sweepLooksTable(connection),
    trash: trashTable(connection),
    views: viewsTable(connection),
    presets: presetsTable(connection),
    transaction(work) {
      health.refuse();
      try {
        return inPlainWords(connection.name, () => connection.transaction(work).immediate());
      } catch (error) {
        health.hear(error instanceof Error ? (error.cause ?? error) : error, connection.name);
        throw health.fault ?? error;
      }
    },
  };
}
