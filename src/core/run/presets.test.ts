import { afterEach, beforeEach, expect, it } from 'vitest';
import { builtInPresets } from '@ml/presets';
import { openFixture, scriptedTrainers, temporaryHome } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

let home: string;
let remove: () => void;
let workbench: Workbench;
let client: WorkbenchClient;

const open = async (): Promise<void> => {
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  client = clientOf(workbench);
};
beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  await open();
});
afterEach(async () => {
  await workbench.close();
  remove();
});

const settings = { distance: 'triplet', embedding: 'linear', params: { margin: 0.4, epochs: 7 }, k: 9 };
const names = async () => (await client.presets.list()).presets.map(({ name }) => name);

it('keeps presets over a restart, one of a name', async () => {
  await client.presets.save({ name: 'mine', settings: { ...settings, params: {} } });
  await client.presets.save({ name: 'Best', settings });
  await client.presets.save({ name: ' mine ', settings });
  await workbench.close();
  await open();
  expect(await client.presets.list()).toEqual({
    presets: [
      { name: 'Best', settings },
      { name: 'mine', settings },
    ],
  });
});

it('renames to a free name, removes, and tells everyone', async () => {
  const ending = new AbortController();
  const events = await client.system.watch(undefined, { signal: ending.signal });
  await client.presets.save({ name: 'a', settings });
  await client.presets.save({ name: 'b', settings });
  await expect(client.presets.rename({ name: 'a', to: 'b' })).rejects.toMatchObject({
    data: { code: 'conflict' },
  });
  await client.presets.rename({ name: 'a', to: 'c' });
  expect(await names()).toEqual(['b', 'c']);
  await expect(client.presets.rename({ name: 'a', to: 'd' })).rejects.toMatchObject({
    data: { code: 'not-found' },
  });
  await client.presets.remove({ name: 'b' });
  expect((await events.next()).value).toEqual({
    type: 'presetsChanged',
    presets: [{ name: 'c', settings }],
  });
  ending.abort();
});

it('refuses what no run could have, a built-in name, and too many', async () => {
  const save = (name: string, other: object) =>
    client.presets.save({ name, settings: { ...settings, ...other } });
  await expect(save('x', { distance: 'none' })).rejects.toMatchObject({ data: { code: 'bad-input' } });
  await expect(save('x', { params: { margin: -1e9 } })).rejects.toMatchObject({
    data: { code: 'bad-input' },
  });
  await expect(save(builtInPresets[0]!.name, {})).rejects.toMatchObject({ data: { code: 'conflict' } });
  await expect(save('x'.repeat(61), {})).rejects.toThrow();
  for (let at = 0; at < 100; at++) await save(`p${at}`, {});
  await expect(save('one more', {})).rejects.toMatchObject({ data: { code: 'conflict' } });
  await expect(save('p7', { k: 3 })).resolves.toBeDefined();
});
