import { fetchExport } from '../../client/run-exports';
import { saveAs } from '../../plot/save';
import { bytes } from '../../text/numbers';
import type { App } from '../context';

/** A way to take a run along, as its menu lists it. */
export type RunExport = { id: string; label: string; format: string; table?: string };

/** Everything that a run can be saved as. */
export const runExports: readonly RunExport[] = [
  { id: 'json', label: 'Everything but arrays (JSON)', format: 'json' },
  { id: 'csv', label: 'Curves by epoch (CSV)', format: 'csv', table: 'epochs' },
  { id: 'csv-k', label: 'Error by k (CSV)', format: 'csv', table: 'error-by-k' },
  { id: 'npz', label: 'Weights and embedding (npz)', format: 'npz' },
  { id: 'safetensors', label: 'Weights and embedding (safetensors)', format: 'safetensors' },
  { id: 'bundle', label: 'Bundle for another workbench', format: 'bundle' },
];

/** Fetches a run in a format and hands it over as a file; a message says how far it is, and what went wrong. */
export async function exportRun({ toasts }: App, runId: string, id: string): Promise<void> {
  const wanted = runExports.find((each) => each.id === id);
  if (!wanted) return;
  const stop = new AbortController();
  const working = toasts.working(`Writing ${runId} as ${wanted.format}…`, {
    label: 'Cancel',
    onSelect: () => stop.abort(),
  });
  try {
    const { name, blob } = await fetchExport({ runId, ...wanted }, stop.signal, (done) =>
      working.say(`Writing ${runId} as ${wanted.format}… ${bytes(done)}`),
    );
    saveAs(name, blob);
    toasts.done(`Saved ${name}, ${bytes(blob.size)}.`);
  } catch (error) {
    if (!stop.signal.aborted) toasts.problem(error);
  } finally {
    working.end();
  }
}
