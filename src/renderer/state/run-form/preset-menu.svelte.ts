import { distances } from '@ml/distances/index';
import { builtInPresets } from '@ml/presets';
import type { Preset, PresetSettings } from '@shared/preset';
import type { App } from '../context';

/** The presets as a page shows them, and what people do with their own. */
export class PresetMenuState {
  /** Name of the preset that was applied or saved last. */
  chosen = $state<string | null>(null);
  readonly builtIn = builtInPresets;
  readonly own: readonly Preset[] = $derived.by(() =>
    this.app.workbench.presets.filter(({ settings }) => distances.some(({ id }) => id === settings.distance)),
  );
  /** The own preset that was applied or saved last. */
  readonly chosenOwn = $derived.by(() => this.own.find(({ name }) => name === this.chosen));

  constructor(private readonly app: App) {}

  /** Saves settings under a name; one of the same name is replaced. */
  async save(name: string, settings: PresetSettings): Promise<void> {
    const { client } = this.app.workbench;
    if (await this.#tried(() => client.presets.save({ name, settings }))) {
      this.chosen = name;
      this.app.toasts.done(`Saved the preset "${name}".`);
    }
  }

  async rename(name: string, to: string): Promise<void> {
    const { client } = this.app.workbench;
    if (!(await this.#tried(() => client.presets.rename({ name, to })))) return;
    this.chosen = to;
    this.app.toasts.done(`Renamed the preset to "${to}".`);
  }

  /** Deletes a preset; the message offers to undo it. */
  async remove({ name, settings }: Preset): Promise<void> {
    const { client } = this.app.workbench;
    if (!(await this.#tried(() => client.presets.remove({ name })))) return;
    if (this.chosen === name) this.chosen = null;
    const onSelect = () => void this.save(name, settings);
    this.app.toasts.done(`Deleted the preset "${name}".`, { label: 'Undo', onSelect });
  }

  async #tried(work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      this.app.toasts.problem(error);
      return false;
    }
  }
}
