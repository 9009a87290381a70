import type { SplitName } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import type {
  NeighboursOfQuery,
  NeighboursPage,
  neighboursRequestSchema,
  SearchSpace,
} from '@shared/neighbours';
import type { z } from 'zod';
import { rangeOf, splitOfRow, type DatasetRows } from '../dataset/dataset-rows';
import { neighboursIn } from './neighbour-blocks';
import type { NeighbourSource } from './neighbour-source';
import type { OpenNeighbours } from './open-neighbours';
import { voteOf, VoteTables, type Votes } from './votes';

type Request = z.output<typeof neighboursRequestSchema>;
type ExampleRequest = SearchSpace & { runId: string; index: number; k?: number | undefined };

/** Handlers of `neighbours.list` and `neighbours.ofExample`. */
export type NeighboursHandlers = ReturnType<typeof neighboursHandlers>;

/** Makes the handlers that read neighbours. */
export function neighboursHandlers(open: OpenNeighbours) {
  const tables = new VoteTables();
  return {
    /** A page of queries of one split, each with its k nearest and their vote. */
    async list(request: Request): Promise<NeighboursPage> {
      const run = await open(request.runId, request);
      const { split } = request;
      const { maxK, k } = checkedK(run, split, request.k);
      const { first, count } = rangeOf(run.dataset.manifest, split);
      const labels = run.dataset.labels.subarray(first, first + count);
      const votes = await tables.of(run, split, k);
      const chosen = choose(request, run.dataset, labels, votes);
      const page = chosen.slice(request.offset, request.offset + request.limit);
      return {
        total: chosen.length,
        queries: votes.winners.reduce((sum, winner) => sum + Number(winner >= 0), 0),
        splitSize: count,
        wrong: votes.winners.reduce(
          (sum, winner, query) => sum + Number(winner >= 0 && winner !== labels[query]),
          0,
        ),
        maxK,
        k,
        items: await Promise.all(page.map((query) => queryOf(run, split, query, k))),
      };
    },

    /** The neighbours of one example of any split, by its row in the dataset. */
    async ofExample({ runId, index, k: asked, ...space }: ExampleRequest) {
      return neighboursOfRow(await open(runId, space), index, { exactly: asked });
    },
  };
}

/** How many neighbours: `exactly` so many (the run's own k when undefined), or as many as there are up to `atMost`. */
type Wanted = { exactly: number | undefined } | { atMost: number };

/** The neighbours of one row of the dataset, of whichever split; throws `bad-input` for a row or a k that is not there. */
export async function neighboursOfRow(
  source: NeighbourSource,
  index: number,
  wanted: Wanted,
): Promise<NeighboursOfQuery> {
  const { manifest, labels } = source.dataset;
  const split = splitOfRow(manifest, index);
  if (!split) {
    throw new WorkbenchError(
      'bad-input',
      `There is no example ${index}: dataset ${source.config.dataset} has ${labels.length}.`,
      'Examples are counted from 0.',
    );
  }
  const { maxK, k } = checkedK(source, split, 'atMost' in wanted ? 1 : wanted.exactly);
  const shown = 'atMost' in wanted ? Math.min(wanted.atMost, maxK) : k;
  return queryOf(source, split, index - rangeOf(manifest, split).first, shown);
}

/** The k to use and the largest there is; throws `bad-input` for a k, or a split, that was not stored. */
function checkedK(
  run: NeighbourSource,
  split: SplitName,
  asked: number | undefined,
): { maxK: number; k: number } {
  const maxK = neighboursIn(run, split).indices.columns;
  const k = asked ?? Math.min(run.config.k, maxK);
  if (k <= maxK) return { maxK, k };
  throw new WorkbenchError(
    'bad-input',
    `k is ${k}, but run ${run.id} keeps only the ${maxK} nearest of each example.`,
    `Choose a k from 1 to ${maxK}.`,
  );
}

/** Numbers of the queries (within their split) that a request asks for, in its order. */
function choose(request: Request, { manifest }: DatasetRows, labels: Int32Array, votes: Votes): number[] {
  const indexOf = (name: string | undefined) =>
    name === undefined ? null : classIndex(manifest.classNames, name);
  const [wanted, predicted] = [indexOf(request.class), indexOf(request.predicted)];
  const chosen: number[] = [];
  for (const [query, label] of labels.entries()) {
    const winner = votes.winners[query] ?? -1;
    if (winner < 0 || (wanted !== null && label !== wanted)) continue;
    if (predicted !== null && winner !== predicted) continue;
    if (request.wrongOnly && winner === label) continue;
    chosen.push(query);
  }
  if (request.order === 'dataset') return chosen;
  return chosen.sort((a, b) => (votes.counts[a] ?? 0) - (votes.counts[b] ?? 0) || a - b);
}

function classIndex(classNames: readonly string[], name: string): number {
  const found = classNames.indexOf(name);
  if (found >= 0) return found;
  throw new WorkbenchError(
    'bad-input',
    `There is no class "${name}".`,
    `Classes: ${classNames.slice(0, 30).join(', ')}.`,
  );
}

async function queryOf(
  run: NeighbourSource,
  split: SplitName,
  query: number,
  k: number,
): Promise<NeighboursOfQuery> {
  const { manifest, labels } = run.dataset;
  const index = rangeOf(manifest, split).first + query;
  const truth = labels[index] ?? 0;
  const files = run.neighboursOf(split);
  const rows = ((await files?.indices.read(query, 1)) ?? new Int32Array()).subarray(0, k);
  const distances = (await files?.distances.read(query, 1)) ?? new Float32Array();
  return {
    query: { index, split, class: manifest.classNames[truth] ?? '' },
    neighbours: neighboursFrom(run.dataset, rows, distances, truth),
    vote: voteOf(rows, run.dataset, truth),
  };
}

/** Neighbours by rank from training rows, nearest first; `truth` is the query's class index or null. */
export function neighboursFrom(
  { manifest, labels }: DatasetRows,
  rows: Int32Array,
  distances: Float32Array,
  truth: number | null,
): NeighboursOfQuery['neighbours'] {
  return Array.from(rows, (row, place) => ({
    index: row,
    rank: place + 1,
    distance: distances[place] ?? 0,
    class: manifest.classNames[labels[row] ?? 0] ?? '',
    correct: truth === null ? null : labels[row] === truth,
  }));
}
