import { presetSettingsSchema, type Preset } from '@shared/preset';
import type { Connection } from './database';

/** Statements on `presets`. */
export type PresetsTable = ReturnType<typeof presetsTable>;

/** Prepares the statements of {@link PresetsTable}. */
export function presetsTable(db: Connection) {
  const list = db.prepare<[], { name: string; settings: string }>(
    'SELECT name, settings FROM presets ORDER BY name COLLATE NOCASE',
  );
  const save = db.prepare<[string, string]>('INSERT OR REPLACE INTO presets (name, settings) VALUES (?, ?)');
  const rename = db.prepare<[string, string]>('UPDATE presets SET name = ? WHERE name = ?');
  const remove = db.prepare<[string]>('DELETE FROM presets WHERE name = ?');
  return {
    /** Sorted by name; what a newer program has saved and this one cannot read is left out. */
    list: (): Preset[] =>
      list.all().flatMap(({ name, settings }) => {
        const { data } = presetSettingsSchema.safeParse(JSON.parse(settings));
        return data ? [{ name, settings: data }] : [];
      }),
    save: ({ name, settings }: Preset): void => void save.run(name, JSON.stringify(settings)),
    rename: (name: string, to: string): void => void rename.run(to, name),
    remove: (name: string): void => void remove.run(name),
  };
}
