import type { SavedView } from '@shared/view';
import type { App } from '../context';

/** Saves a view of the runs table; every page hears of it. */
export async function saveView({ workbench, toasts }: App, view: SavedView): Promise<void> {
  try {
    await workbench.client.views.save(view);
    toasts.done(`Saved the view "${view.name}".`);
  } catch (error) {
    toasts.problem(error);
  }
}

/** Removes a saved view; the message offers to undo it. */
export async function removeView(app: App, view: SavedView): Promise<void> {
  const { workbench, toasts } = app;
  try {
    await workbench.client.views.remove({ name: view.name });
    toasts.done(`Removed the view "${view.name}".`, {
      label: 'Undo',
      onSelect: () => void saveView(app, view),
    });
  } catch (error) {
    toasts.problem(error);
  }
}
