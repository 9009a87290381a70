import type { SavedView } from '@shared/view';
import type { Connection } from './database';

/** Statements on `saved_views`. */
export type ViewsTable = ReturnType<typeof viewsTable>;

/** Prepares the statements of {@link ViewsTable}. */
export function viewsTable(db: Connection) {
  const list = db.prepare<[], SavedView>('SELECT name, query FROM saved_views ORDER BY name COLLATE NOCASE');
  const save = db.prepare<[string, string]>('INSERT OR REPLACE INTO saved_views (name, query) VALUES (?, ?)');
  const remove = db.prepare<[string]>('DELETE FROM saved_views WHERE name = ?');
  return {
    list: (): SavedView[] => list.all(),
    save: ({ name, query }: SavedView): void => void save.run(name, query),
    remove: (name: string): void => void remove.run(name),
  };
}
