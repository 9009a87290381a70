import { jobEventSchema, type JobEvent } from '@shared/job';
import type { BundleManifest } from '../exports/bundle-manifest';
import type { RunRow } from '../store/run-row';
import type { Store } from '../store/store';
import { storyOf } from './run-record';

/**
 * The run that a bundle tells of, here or in the trash: the same settings on the same data, made at the same moment,
 * with the same events (which carry the SHA-256 of its files). Its name, tags and notes may have changed since, and its id is
 * its own in every workbench. Undefined when there is none.
 */
export function runAlreadyHere(
  store: Store,
  { run, datasetHash }: BundleManifest,
  events: readonly JobEvent[],
): RunRow | undefined {
  const config = JSON.stringify(run.config);
  const told = events.map(withoutId);
  return store.runs
    .madeAt(run.createdAt, datasetHash)
    .find((row) => sorted(row.config) === sorted(config) && tellsSame(storyOf(store, row.id), told));
}

function tellsSame(story: Iterable<JobEvent>, told: readonly string[]): boolean {
  let at = 0;
  for (const event of story) {
    // As the reader of bundles makes it: older versions may have stored what this one leaves out.
    const read = jobEventSchema.safeParse(event);
    if (!read.success || withoutId(read.data) !== told[at++]) return false;
  }
  return at === told.length;
}

const withoutId = (event: JobEvent): string => JSON.stringify({ ...event, runId: '' });

/** Settings in one order, whoever wrote them. */
function sorted(config: string): string {
  const { params, ...parts } = JSON.parse(config) as { params: Record<string, number> };
  const inOrder = (of: object) => Object.entries(of).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([inOrder(parts), inOrder(params)]);
}
