import { setImmediate as breathe } from 'node:timers/promises';
import { spreadRows } from '@ml/diagnostics';
import { selectNearest } from '@ml/knn';
import { squaredDistances } from '@ml/squared-distances';
import type { SplitName } from '@shared/dataset';
import type { ArrayRows } from '../run/array-reader';
import { rangeOf, type DatasetRows } from '../dataset/dataset-rows';
import type { SplitNeighbours } from './neighbour-source';

/** Multiplications that one list of a split may cost: some seconds. Beyond it an even sample of the queries is searched. */
const listBudget = 2e9;
/** Multiplications between two looks at what else the host has to do: some milliseconds. */
const sliceBudget = 4e6;
const queriesTogether = 16;
/** Floats of the embedding read at once: 4 MiB. */
const blockFloats = 2 ** 20;

/** Nearest rows of one query: training rows and their squared distances. */
type Found = { indices: Int32Array; distances: Float32Array };

/**
 * Neighbours that nobody has stored: searched when they are read, once, without holding up the host. `embedding` is
 * [examples, size], training rows first; `columns` neighbours are found for every query.
 */
export function computedNeighbours(
  dataset: DatasetRows,
  embedding: ArrayRows<Float32Array>,
  columns: number,
  { budget = listBudget, slice = sliceBudget } = {},
): (split: SplitName) => SplitNeighbours | null {
  const bySplit = new Map<SplitName, SplitNeighbours>();
  const trainCount = rangeOf(dataset.manifest, 'train').count;
  return (split) => {
    const { first, count } = rangeOf(dataset.manifest, split);
    if (count === 0 || trainCount === 0) return null;
    const known = bySplit.get(split);
    if (known) return known;
    const most = Math.max(1, Math.floor(budget / (trainCount * embedding.columns)));
    const search = new Search(embedding, trainCount, Math.min(columns, trainCount), slice);
    const neighbours = search.splitNeighbours(first, count, spreadRows(count, most));
    bySplit.set(split, neighbours);
    return neighbours;
  };
}

class Search {
  readonly #found = new Map<number, Found>();
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly embedding: ArrayRows<Float32Array>,
    private readonly trainCount: number,
    private readonly columns: number,
    private readonly slice: number,
  ) {}

  splitNeighbours(firstRow: number, queries: number, sample: Int32Array): SplitNeighbours {
    const shape = { rows: queries, columns: this.columns };
    const read = async (first: number, count: number): Promise<Found[]> => {
      const rows = Int32Array.from({ length: count }, (_, at) => firstRow + first + at);
      await this.#ready(rows);
      return Array.from(rows, (row) => this.#found.get(row)!);
    };
    return {
      sample: sample.length < queries ? sample : null,
      ready: (chosen) => this.#ready(chosen.map((query) => firstRow + query)),
      indices: {
        ...shape,
        read: async (first, count) =>
          joined(
            Int32Array,
            (await read(first, count)).map((one) => one.indices),
          ),
      },
      distances: {
        ...shape,
        read: async (first, count) =>
          joined(
            Float32Array,
            (await read(first, count)).map((one) => one.distances),
          ),
      },
    };
  }

  /** One search at a time: whoever asks for the same queries meanwhile finds them done. */
  #ready(rows: Int32Array): Promise<void> {
    const done = this.#turn.then(() => this.#searchMissing(rows));
    this.#turn = done.catch(() => undefined);
    return done;
  }

  async #searchMissing(rows: Int32Array): Promise<void> {
    const missing = rows.filter((row) => !this.#found.has(row));
    for (let at = 0; at < missing.length; at += queriesTogether) {
      await this.#search(missing.subarray(at, at + queriesTogether));
    }
  }

  async #search(rows: Int32Array): Promise<void> {
    const { trainCount, columns } = this;
    const size = this.embedding.columns;
    const queries = await this.#queries(rows);
    const distances = new Float32Array(rows.length * trainCount);
    const blockRows = Math.max(1, Math.floor(blockFloats / size));
    const sliceRows = Math.max(1, Math.floor(this.slice / (size * rows.length)));
    for (let first = 0; first < trainCount; first += blockRows) {
      const count = Math.min(blockRows, trainCount - first);
      const block = await this.embedding.read(first, count);
      for (let from = 0; from < count; from += sliceRows) {
        const slice = block.subarray(from * size, Math.min(count, from + sliceRows) * size);
        squaredDistances(queries, slice, size, distances, trainCount, first + from);
        await breathe();
      }
    }
    for (const [place, row] of rows.entries()) {
      const found = { indices: new Int32Array(columns), distances: new Float32Array(columns) };
      selectNearest(distances, place * trainCount, trainCount, columns, found.indices, found.distances);
      this.#found.set(row, found);
      if (trainCount > sliceRows) await breathe();
    }
  }

  async #queries(rows: Int32Array): Promise<Float32Array> {
    const size = this.embedding.columns;
    const queries = new Float32Array(rows.length * size);
    for (const [place, row] of rows.entries()) queries.set(await this.embedding.read(row, 1), place * size);
    return queries;
  }
}

function joined<T extends Int32Array | Float32Array>(
  kind: new (length: number) => T,
  parts: readonly T[],
): T {
  const width = parts[0]?.length ?? 0;
  const whole = new kind(width * parts.length);
  parts.forEach((part, at) => whole.set(part, at * width));
  return whole;
}
