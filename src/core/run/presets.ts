import { resolveRunConfig } from '@ml/distances/resolve';
import { builtInPresets } from '@ml/presets';
import { WorkbenchError } from '@shared/errors';
import type { Preset } from '@shared/preset';
import { runRequestSchema } from '@shared/run';
import type { EventHub } from '../event-hub';
import type { Store } from '../store/store';

/** Handlers of `presets.*`. */
export type PresetsHandlers = ReturnType<typeof presetsHandlers>;

const mostPresets = 100;

/** Makes the handlers of presets; every page hears of a change. */
export function presetsHandlers(store: Store, hub: EventHub) {
  const list = (): { presets: Preset[] } => ({ presets: store.presets.list() });
  const has = (name: string) => store.presets.list().some((preset) => preset.name === name);
  const changed = () => {
    const presets = list();
    hub.publish({ type: 'presetsChanged', ...presets });
    return presets;
  };
  return {
    list,
    /** Throws `bad-input` for settings that no run could have, `conflict` for a name of a built-in preset. */
    save(preset: Preset): { presets: Preset[] } {
      refuseBuiltIn(preset.name);
      resolveRunConfig(runRequestSchema.parse({ dataset: 'any', ...preset.settings }));
      if (!has(preset.name) && list().presets.length >= mostPresets)
        throw new WorkbenchError('conflict', `There are ${mostPresets} presets.`, 'Delete one first.');
      store.transaction(() => store.presets.save(preset));
      return changed();
    },
    rename({ name, to }: { name: string; to: string }): { presets: Preset[] } {
      refuseBuiltIn(to);
      if (!has(name))
        throw new WorkbenchError('not-found', `There is no preset "${name}".`, 'It may have been renamed.');
      if (name !== to && has(to))
        throw new WorkbenchError('conflict', `There is a preset "${to}" already.`, 'Choose another name.');
      store.transaction(() => store.presets.rename(name, to));
      return changed();
    },
    remove(name: string): { presets: Preset[] } {
      store.transaction(() => store.presets.remove(name));
      return changed();
    },
  };
}

function refuseBuiltIn(name: string): void {
  if (builtInPresets.some((preset) => preset.name === name))
    throw new WorkbenchError('conflict', `"${name}" is a built-in preset.`, 'Choose another name.');
}
