import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { clientOf, type Workbench } from '../workbench';

let home: string;
let remove: () => void;
let workbench: Workbench;

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  await storeTinyDataset(home, { train: 20, validation: 6, test: 0 }, 3);
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
});

afterEach(async () => {
  await workbench.close();
  remove();
});

it('counts the distances of pairs of training images, scaled so that their mean is 1', async () => {
  const client = clientOf(workbench);
  const pixel = (row: number, at: number) => ((row * 9 + at) * 37) % 256;
  const pairs: { same: boolean; distance: number }[] = [];
  for (let a = 0; a < 20; a++)
    for (let b = a + 1; b < 20; b++) {
      const squares = Array.from({ length: 9 }, (_, at) => (pixel(a, at) - pixel(b, at)) ** 2);
      pairs.push({ same: a % 3 === b % 3, distance: squares.reduce((sum, square) => sum + square, 0) });
    }
  const mean = pairs.reduce((sum, { distance }) => sum + distance, 0) / pairs.length;
  const counted = (same: boolean) => {
    const counts = Array.from({ length: 60 }, () => 0);
    for (const pair of pairs.filter((each) => each.same === same))
      counts[Math.min(59, Math.floor((pair.distance / mean / 2.5) * 60))]!++;
    return counts;
  };
  const told = await client.datasets.distances({ name: 'tiny' });
  expect(told).toEqual({
    images: 20,
    sameClass: { min: 0, max: 2.5, counts: counted(true) },
    differentClass: { min: 0, max: 2.5, counts: counted(false) },
  });
  await expect(client.datasets.distances({ name: 'none' })).rejects.toThrow('no dataset');
});
