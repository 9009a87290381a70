import { uploadFile } from '../../client/uploads';
import { isBundle } from '../../import/bundle-file';
import type { PickedFile } from '../../import/dropped-files';
import type { ImportedRun } from '@shared/run';
import type { App } from '../context';
import { removeRun } from '../actions';
import { restoreRuns } from '../run/run-actions';

/** Imports a run's bundle and goes to the run; the message offers to undo it, or says that the run was here before. */
export async function importRun(app: App, file: File): Promise<void> {
  const { toasts, workbench, route } = app;
  const stop = new AbortController();
  const working = toasts.working(`Importing ${file.name}…`, {
    label: 'Cancel',
    onSelect: () => stop.abort(),
  });
  try {
    const upload = await uploadFile(file.name, file, stop.signal);
    const run = await workbench.client.runs.import({ source: { upload } });
    if (run.alreadyHere) return tellOfKnown(app, run);
    const undo = async () => {
      if (route.path.startsWith(`/runs/${run.id}`)) route.go('/runs');
      await removeRun(app, run);
    };
    toasts.done(`Imported “${run.name}” as ${run.id}.`, { label: 'Undo', onSelect: () => void undo() });
    route.go(`/runs/${run.id}`);
  } catch (error) {
    if (!stop.signal.aborted) toasts.problem(error);
  } finally {
    working.end();
  }
}

/** Nothing was imported: says where the run is, and leads there. */
function tellOfKnown(app: App, { id, name, removedAt }: ImportedRun): void {
  const show = () => app.route.go(`/runs/${id}`);
  const restore = () => void restoreRuns(app, [id]).then((back) => back && show());
  if (removedAt === null)
    app.toasts.done(`This run is already here as ${id}, “${name}”.`, { label: 'Show it', onSelect: show });
  else
    app.toasts.done(`This run is already here as ${id}, “${name}”, in the trash.`, {
      label: 'Restore',
      onSelect: restore,
    });
}

/** Files that were dropped: one that holds a run is imported as one, all else is a dataset. */
export async function takeDrop(app: App, files: readonly PickedFile[]): Promise<void> {
  const [one] = files;
  if (files.length === 1 && one && (await isBundle(one.file))) await importRun(app, one.file);
  else await app.importDraft.take(files);
}
