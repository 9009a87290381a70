import { saveTable } from '../../plot/save';
import { neighboursCsv } from '../../text/neighbours-csv';
import { suspectsCsv } from '../../text/suspects-csv';
import type { App } from '../context';
import type { NeighboursPageState } from './neighbours-page.svelte';
import { withItems } from './query-rows';

/** Rows asked for at once: as many as a call takes. */
const atOnce = 60;

/** Saves every query that the filters leave, with its neighbours; those not seen yet are fetched first. */
export async function exportQueries(
  { workbench, toasts }: App,
  { view, runId }: NeighboursPageState,
  kind: 'csv' | 'json',
): Promise<void> {
  const [table, votes, rows] = [view?.main.table, view?.votes, view?.rows];
  if (!view || !table || !votes || !rows) return;
  let stopped = false;
  const working = toasts.working('Fetching neighbours…', {
    label: 'Cancel',
    onSelect: () => (stopped = true),
  });
  try {
    let items = withItems(new Map(), [], []);
    for (let from = 0; from < rows.length && !stopped; from += atOnce) {
      const part = rows.slice(from, from + atOnce);
      working.say(`Fetching neighbours… ${from} of ${rows.length} queries`);
      const found = await workbench.client.neighbours.ofRows({ ...view.main.space, rows: part, k: votes.k });
      items = withItems(items, part, found.items);
    }
    if (stopped) return;
    const queries = neighboursCsv({ rows, table, votes, items }, view.classNames);
    saveTable(`${runId}-neighbours-${view.split}`, kind, queries);
  } catch (error) {
    toasts.problem(error);
  } finally {
    working.end();
  }
}

/** Saves the suspected mislabels at the page's k. */
export async function exportSuspects(
  { workbench, toasts }: App,
  { view, place, runId }: NeighboursPageState,
  kind: 'csv' | 'json',
): Promise<void> {
  if (!view) return;
  try {
    const k = place.k ?? view.ownK;
    const { items } = await workbench.client.neighbours.suspects({ ...view.main.space, k, limit: 2000 });
    saveTable(`${runId}-suspected-mislabels`, kind, suspectsCsv(items));
  } catch (error) {
    toasts.problem(error);
  }
}
