import type { SplitName } from '@shared/dataset';
import type { RunConfig } from '@shared/run';
import type { ArrayRows } from '../run/array-reader';
import { rangeOf, type DatasetRows } from '../dataset/dataset-rows';

/** Nearest training rows [queries, maxK] of a split's examples and their squared distances, nearest first. */
export type SplitNeighbours = {
  indices: ArrayRows<Int32Array>;
  distances: ArrayRows<Float32Array>;
  /** The queries of the split that a list looks at, when they are too many to search all; null: every one. */
  sample: Int32Array | null;
  /** Makes the named queries ready to be read, together; absent where they lie in a file. */
  ready?(queries: Int32Array): Promise<void>;
};

/** Whatever neighbours can be read from: a run's results, its embedding after an epoch, its pixels. */
export type NeighbourSource = {
  /** The run's id. */
  id: string;
  /** Names this source among all: what is counted from it is kept under this. */
  key: string;
  config: RunConfig;
  dataset: DatasetRows;
  /** Null when the dataset has no such split. */
  neighboursOf(split: SplitName): SplitNeighbours | null;
};

/** The same neighbours without the query itself, which only training queries find: one fewer of each. */
export function leavingOneOut(source: NeighbourSource): NeighbourSource {
  return {
    ...source,
    key: `${source.key} leave-one-out`,
    neighboursOf(split) {
      const found = source.neighboursOf(split);
      if (split !== 'train' || !found || found.indices.columns < 2) return found;
      return withoutSelf(found, rangeOf(source.dataset.manifest, 'train').first);
    },
  };
}

function withoutSelf(found: SplitNeighbours, firstRow: number): SplitNeighbours {
  const { rows, columns } = found.indices;
  const kept = columns - 1;
  const read = async <T extends Int32Array | Float32Array>(from: ArrayRows<T>, into: T, first: number) => {
    const count = into.length / kept;
    const [indices, values] = await Promise.all([found.indices.read(first, count), from.read(first, count)]);
    for (let query = 0; query < count; query++) {
      const own = indices.indexOf(firstRow + first + query, query * columns) - query * columns;
      const left = own >= 0 && own < columns ? own : kept;
      for (let at = 0; at < kept; at++) {
        into[query * kept + at] = values[query * columns + at + Number(at >= left)]!;
      }
    }
    return into;
  };
  return {
    ...found,
    indices: {
      rows,
      columns: kept,
      read: (first, count) => read(found.indices, new Int32Array(count * kept), first),
    },
    distances: {
      rows,
      columns: kept,
      read: (first, count) => read(found.distances, new Float32Array(count * kept), first),
    },
  };
}
