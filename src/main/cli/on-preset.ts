import { builtInPresets } from '@ml/presets';
import { WorkbenchError } from '@shared/errors';
import type { RunRequest } from '@shared/run';
import type { Client } from './door';

/** A request that starts from a preset, own or built-in, and changes what the flags say; throws `not-found` with the names there are. */
export async function onPreset(client: Client, name: string, asked: RunRequest): Promise<RunRequest> {
  const all = [...(await client.presets.list()).presets, ...builtInPresets];
  const preset = all.find((one) => one.name.toLowerCase() === name.trim().toLowerCase());
  if (!preset) {
    const names = all.map((one) => `"${one.name}"`).join(', ');
    throw new WorkbenchError('not-found', `There is no preset "${name}".`, `There are ${names}.`);
  }
  const { distance } = preset.settings;
  if (asked.distance && asked.distance !== distance) {
    const why = `The preset "${preset.name}" is of the distance ${distance}, not ${asked.distance}.`;
    throw new WorkbenchError('usage', why, 'Leave out --distance or --preset.');
  }
  return { ...preset.settings, ...asked, params: { ...preset.settings.params, ...asked.params }, distance };
}
