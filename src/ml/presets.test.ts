import { expect, it } from 'vitest';
import { presetSchema } from '@shared/preset';
import { runRequestSchema } from '@shared/run';
import { distances } from './distances/index';
import { resolveRunConfig } from './distances/resolve';
import { builtInPresets } from './presets';

const configOf = (settings: object) =>
  resolveRunConfig(runRequestSchema.parse({ dataset: 'sample', ...settings }));

it.each(builtInPresets)('$name can be run as it is', (preset) => {
  expect(presetSchema.parse(preset)).toEqual(preset);
  expect(configOf(preset.settings).params).toMatchObject(preset.settings.params);
});

it('has every distance at its own values, and no name twice', () => {
  const configs = builtInPresets.map(({ settings }) => JSON.stringify(configOf(settings)));
  for (const { id } of distances) expect(configs).toContain(JSON.stringify(configOf({ distance: id })));
  expect(new Set(builtInPresets.map(({ name }) => name)).size).toBe(builtInPresets.length);
  expect(new Set(configs).size).toBe(configs.length);
});
