import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ArrayRows } from '../run/array-reader';
import { computedNeighbours } from './computed-neighbours';
import type { DatasetRows } from '../dataset/dataset-rows';
import { leavingOneOut } from './neighbour-source';

const anyData = fc
  .record({
    train: fc.integer({ min: 2, max: 14 }),
    validation: fc.integer({ min: 0, max: 6 }),
    size: fc.integer({ min: 1, max: 7 }),
    columns: fc.integer({ min: 2, max: 16 }),
  })
  .chain((shape) =>
    fc.record({
      ...Object.fromEntries(Object.entries(shape).map(([key, value]) => [key, fc.constant(value)])),
      values: fc.array(fc.integer({ min: -3, max: 3 }), {
        minLength: (shape.train + shape.validation) * shape.size,
        maxLength: (shape.train + shape.validation) * shape.size,
      }),
    }),
  ) as fc.Arbitrary<{ train: number; validation: number; size: number; columns: number; values: number[] }>;

function datasetOf(train: number, validation: number): DatasetRows {
  const manifest = {
    format: 'metric-workbench-dataset-1' as const,
    shape: [1, 1, 1] as [number, number, number],
    classNames: ['ant'],
    splits: { train, validation, test: 0 },
    groups: null,
    sha256: { images: '', labels: '' },
  };
  return { manifest, labels: new Int32Array(train + validation) };
}

function rowsOf(values: Float32Array, columns: number): ArrayRows<Float32Array> {
  return {
    rows: values.length / columns,
    columns,
    read: (first, count) => Promise.resolve(values.subarray(first * columns, (first + count) * columns)),
  };
}

/** Training rows of a query with their distances, nearest first, the lower row first on ties. */
function naive(
  values: number[],
  size: number,
  train: number,
  row: number,
): { row: number; distance: number }[] {
  const at = (index: number) => values.slice(index * size, (index + 1) * size);
  return Array.from({ length: train }, (_, other) => ({
    row: other,
    distance: at(row).reduce((sum, value, place) => sum + (value - at(other)[place]!) ** 2, 0),
  })).sort((a, b) => a.distance - b.distance || a.row - b.row);
}

it('finds what naive loops find, in slices of any size, with and without the query itself', async () => {
  await fc.assert(
    fc.asyncProperty(
      anyData,
      fc.integer({ min: 1, max: 60 }),
      async ({ train, validation, size, columns, values }, slice) => {
        const dataset = datasetOf(train, validation);
        const embedding = rowsOf(Float32Array.from(values), size);
        const neighboursOf = computedNeighbours(dataset, embedding, columns, { slice });
        const source = { id: 'r1', key: 'r1', config: {} as never, dataset, neighboursOf };
        for (const split of ['train', 'validation'] as const) {
          const first = split === 'train' ? 0 : train;
          const count = split === 'train' ? train : validation;
          const files = neighboursOf(split);
          const others = leavingOneOut(source).neighboursOf(split);
          if (count === 0) {
            expect([files, others]).toEqual([null, null]);
            continue;
          }
          for (let query = 0; query < count; query++) {
            const all = naive(values, size, train, first + query).slice(0, columns);
            expect([...(await files!.indices.read(query, 1))]).toEqual(all.map(({ row }) => row));
            expect([...(await files!.distances.read(query, 1))]).toEqual(all.map(({ distance }) => distance));
            const without = all.filter(({ row }) => row !== first + query || split !== 'train');
            const kept = without.slice(0, others!.indices.columns);
            expect([...(await others!.indices.read(query, 1))]).toEqual(kept.map(({ row }) => row));
            expect([...(await others!.distances.read(query, 1))]).toEqual(
              kept.map(({ distance }) => distance),
            );
          }
          const whole = await files!.indices.read(0, count);
          expect(whole.length).toBe(count * files!.indices.columns);
        }
      },
    ),
    { numRuns: 60 },
  );
});

it('searches an even sample when a list would cost too much, and any query that is asked for', async () => {
  const [train, validation, size] = [10, 100, 2];
  const values = Array.from({ length: (train + validation) * size }, (_, at) => (at * 7) % 11);
  const neighboursOf = computedNeighbours(
    datasetOf(train, validation),
    rowsOf(Float32Array.from(values), size),
    3,
    {
      budget: train * size * 8,
    },
  );
  const files = neighboursOf('validation')!;
  expect([...files.sample!]).toEqual([0, 12, 25, 37, 50, 62, 75, 87]);
  expect(neighboursOf('train')!.sample).toEqual(Int32Array.from([0, 1, 2, 3, 5, 6, 7, 8]));
  const expected = naive(values, size, train, train + 13).slice(0, 3);
  expect([...(await files.indices.read(13, 1))]).toEqual(expected.map(({ row }) => row));
});

it('does not search the same query twice, however many ask for it at once', async () => {
  let reads = 0;
  const values = Float32Array.from({ length: 40 }, (_, at) => at);
  const counted = {
    ...rowsOf(values, 2),
    read: (first: number, count: number) => (reads++, rowsOf(values, 2).read(first, count)),
  };
  const files = computedNeighbours(datasetOf(15, 5), counted, 3)('validation')!;
  await Promise.all([files.indices.read(0, 5), files.distances.read(0, 5), files.indices.read(2, 1)]);
  const before = reads;
  await files.indices.read(0, 5);
  expect([before, reads]).toEqual([6, 6]);
});
