import { afterAll, beforeAll, expect, it } from 'vitest';
import { firstLayerFrom, sampleFrom } from '@shared/run-bytes';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { clientOf, type Workbench } from '../workbench';

const { home, remove } = temporaryHome();
const splits = { train: 40, validation: 12, test: 3 };
let workbench: Workbench;

beforeAll(async () => {
  await storeTinyDataset(home, splits);
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  const client = clientOf(workbench);
  for (const [at, distance] of ['triplet', 'l2'].entries()) {
    await client.runs.start({ dataset: 'tiny', distance, k: 5 });
    for await (const event of await client.runs.watch({ id: `r${at + 1}` })) void event;
  }
});
afterAll(async () => {
  await workbench.close();
  remove();
});

it('gives the embedded examples with their rows and classes', async () => {
  const { total, size, rows, labels, values } = sampleFrom(
    (await workbench.runBytes('r1', 'embedding')).buffer,
  );
  expect([total, size, rows.length, values.length]).toEqual([55, 4, 55, 220]);
  expect([...rows]).toEqual(Array.from({ length: 55 }, (_, row) => row));
  expect([...labels]).toEqual([...rows].map((row) => row % 3));
  expect([...values]).toEqual(Array.from({ length: 220 }, (_, at) => at % 7));
});

it('gives the pixels, normalised, of a run that trains nothing', async () => {
  const { size, values } = sampleFrom((await workbench.runBytes('r2', 'embedding')).buffer);
  expect(size).toBe(4);
  expect(values[1]).toBeCloseTo((37 / 255) * 2 - 1, 6);
});

it('gives the first layer beside training images', async () => {
  const { shape, size, images, weights } = firstLayerFrom(
    (await workbench.runBytes('r1', 'first-layer')).buffer,
  );
  expect([shape, size]).toEqual([[2, 2, 1], 3]);
  expect([...weights]).toEqual(Array.from({ length: 12 }, (_, at) => at));
  expect([...images]).toEqual(Array.from({ length: 160 }, (_, at) => (at * 37) % 256));
});

it('refuses a run without a layer, and one that is not there', async () => {
  await expect(workbench.runBytes('r2', 'first-layer')).rejects.toThrow('no layer');
  await expect(workbench.runBytes('r9', 'embedding')).rejects.toThrow('There is no run');
});
