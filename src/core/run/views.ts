import { WorkbenchError } from '@shared/errors';
import type { SavedView } from '@shared/view';
import type { EventHub } from '../event-hub';
import type { Store } from '../store/store';

/** Handlers of `views.*`. */
export type ViewsHandlers = ReturnType<typeof viewsHandlers>;

const mostViews = 100;

/** Makes the handlers of saved views; every page hears of a change. */
export function viewsHandlers(store: Store, hub: EventHub) {
  const list = (): { views: SavedView[] } => ({ views: store.views.list() });
  const changed = () => {
    const views = list();
    hub.publish({ type: 'viewsChanged', ...views });
    return views;
  };
  return {
    list,
    save(view: SavedView): { views: SavedView[] } {
      const others = store.views.list().filter(({ name }) => name !== view.name);
      if (others.length >= mostViews) {
        throw new WorkbenchError('conflict', `There are ${mostViews} saved views.`, 'Remove one first.');
      }
      store.transaction(() => store.views.save(view));
      return changed();
    },
    remove(name: string): { views: SavedView[] } {
      store.transaction(() => store.views.remove(name));
      return changed();
    },
  };
}
