import type { SplitName } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { splitNames } from '@shared/split';
import type { NeighbourSource, SplitNeighbours } from './neighbour-source';

/** Queries whose neighbours are read at once. */
const blockRows = 512;

/** A query (its number within the split) with its neighbours' rows and distances, nearest first. */
export type QueryRead = { query: number; indices: Int32Array; distances: Float32Array };

/** The neighbours of a split; throws `bad-input` naming the splits there are. */
export function neighboursIn(source: NeighbourSource, split: SplitName): SplitNeighbours {
  const found = source.neighboursOf(split);
  if (found && found.indices.columns > 0) return found;
  const there = splitNames.filter((name) => source.neighboursOf(name) !== null);
  throw new WorkbenchError(
    'bad-input',
    `Run ${source.id} has no ${split} examples.`,
    `It has: ${there.join(', ')}.`,
  );
}

/** Every query that a list of a split looks at, in order, read block by block so that the host goes on meanwhile. */
export async function* queriesIn(files: SplitNeighbours): AsyncGenerator<QueryRead[], void, undefined> {
  const { sample, indices, distances } = files;
  if (sample) {
    await files.ready?.(sample);
    for (const query of sample) {
      yield [{ query, indices: await indices.read(query, 1), distances: await distances.read(query, 1) }];
    }
    return;
  }
  const { rows, columns } = indices;
  for (let first = 0; first < rows; first += blockRows) {
    const count = Math.min(blockRows, rows - first);
    const [near, far] = await Promise.all([indices.read(first, count), distances.read(first, count)]);
    yield Array.from({ length: count }, (_, at) => ({
      query: first + at,
      indices: near.subarray(at * columns, (at + 1) * columns),
      distances: far.subarray(at * columns, (at + 1) * columns),
    }));
  }
}

/** Queries that {@link queriesIn} gives. */
export function queryCount({ sample, indices }: SplitNeighbours): number {
  return sample?.length ?? indices.rows;
}
