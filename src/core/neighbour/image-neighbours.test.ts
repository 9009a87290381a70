import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { DatasetRowsReader } from '../dataset/dataset-rows';
import { openFinishedRun, type FinishedRun } from '../run/finished-run';
import { imageSpaceOf, neighboursOfImage } from './image-neighbours';
import { openStore } from '../open-store';
import { systemClock } from '../ports';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { clientOf } from '../workbench';
import { workspaceAt } from '../workspace';

const { home, remove } = temporaryHome();
const splits = { train: 40, validation: 12, test: 0 };
let run: FinishedRun;
let images: Uint8Array;

beforeAll(async () => {
  const { hash } = await storeTinyDataset(home, splits);
  images = readFileSync(join(home, 'datasets', hash, 'images.u8'));
  const workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  const client = clientOf(workbench);
  await client.runs.start({ dataset: 'tiny', distance: 'l2', k: 5 });
  for await (const event of await client.runs.watch({ id: 'r1' })) void event;
  await workbench.close();
  const workspace = workspaceAt(home);
  const { store, close } = await openStore(workspace, { pid: 1, door: 'cli', url: null }, systemClock);
  run = await openFinishedRun(store, workspace, new DatasetRowsReader(workspace.datasetsFolder), 'r1');
  close();
});
afterAll(() => remove());

const asItIs = { width: 2, height: 2 };
const fitted = (pixels: Uint8Array) =>
  Promise.resolve({ pixels, fit: { from: asItIs, to: asItIs, turnedGrey: false, laidOnWhite: false } });

/** Training rows by squared distance of their normalised pixels (v / 127.5 − 1), in the simplest way. */
function nearestByHand(pixels: Uint8Array): { row: number; distance: number }[] {
  const rows = Array.from({ length: splits.train }, (_, row) => {
    const distance = pixels.reduce(
      (sum, value, at) => sum + ((value - (images[row * 4 + at] ?? 0)) / 127.5) ** 2,
      0,
    );
    return { row, distance };
  });
  return rows.sort((a, b) => a.distance - b.distance || a.row - b.row);
}

it('finds the nearest training images of an image from outside', async () => {
  const anyImage = fc.uint8Array({ minLength: 4, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(anyImage, fc.integer({ min: 1, max: 40 }), async (pixels, k) => {
      const found = await neighboursOfImage(imageSpaceOf(run), () => fitted(pixels), k);
      const expected = nearestByHand(pixels).slice(0, k);
      expect(found.query).toEqual({ index: null, split: null, class: null });
      expect(found.neighbours).toHaveLength(k);
      for (const [place, { distance, correct }] of found.neighbours.entries()) {
        expect(distance).toBeCloseTo(expected[place]?.distance ?? NaN, 4);
        expect(correct).toBeNull();
      }
      expect(found.vote.counts.reduce((sum, { votes }) => sum + votes, 0)).toBe(k);
    }),
    { numRuns: 60 },
  );
});

it('finds an image of the training split itself, at no distance', async () => {
  const { neighbours } = await neighboursOfImage(imageSpaceOf(run), () => fitted(images.subarray(28, 32)), 1);
  expect(neighbours).toMatchObject([{ index: 7, rank: 1, distance: 0, class: 'bee' }]);
});

it('says how many neighbours there can be', async () => {
  const asked = neighboursOfImage(imageSpaceOf(run), () => fitted(new Uint8Array(4)), 41);
  await expect(asked).rejects.toThrow('k is 41 but the training split has only 40 examples.');
});
