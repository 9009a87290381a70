import { vote } from '@ml/knn';
import type { SplitName } from '@shared/dataset';
import type { Vote } from '@shared/neighbours';
import type { DatasetRows } from './dataset-rows';
import type { NeighbourSource } from './neighbour-source';

/** Votes of every query of a split at one k. */
export type Votes = {
  /** Winning class of each query (−1 outside of the source's sample), and how many of the k neighbours voted for it. */
  winners: Int32Array;
  counts: Int32Array;
};

/** Queries whose neighbours are read at once. */
const blockRows = 512;
const keptTables = 16;

/** Votes by source, split and k; the last few stay in memory. */
export class VoteTables {
  readonly #kept = new Map<string, Promise<Votes>>();

  /** Votes of the k nearest (k ≤ maxK) of every query of a split. */
  of(source: NeighbourSource, split: SplitName, k: number): Promise<Votes> {
    const key = `${source.key} ${split} ${k}`;
    const votes = this.#kept.get(key) ?? countVotes(source, split, k);
    this.#kept.delete(key);
    this.#kept.set(key, votes);
    votes.catch(() => this.#kept.delete(key));
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > keptTables && oldest !== undefined) this.#kept.delete(oldest);
    return votes;
  }
}

/** The vote of some neighbours, one each; `truth` is the query's class index, null when nobody knows it. */
export function voteOf(
  neighbours: ArrayLike<number>,
  { manifest, labels }: DatasetRows,
  truth: number | null,
): Vote {
  const classes = Int32Array.from(neighbours, (row) => labels[row] ?? 0);
  const winner = vote(classes, manifest.classNames.length);
  const byClass = new Map<number, number>();
  for (const label of classes) byClass.set(label, (byClass.get(label) ?? 0) + 1);
  const counts = [...byClass].sort(([a, votesA], [b, votesB]) => votesB - votesA || a - b);
  return {
    class: manifest.classNames[winner] ?? '',
    votes: byClass.get(winner) ?? 0,
    counts: counts.map(([label, votes]) => ({ class: manifest.classNames[label] ?? '', votes })),
    correct: truth === null ? null : winner === truth,
  };
}

async function countVotes(source: NeighbourSource, split: SplitName, k: number): Promise<Votes> {
  const { manifest, labels } = source.dataset;
  const files = source.neighboursOf(split);
  const queries = files?.indices.rows ?? 0;
  const votes = { winners: new Int32Array(queries).fill(-1), counts: new Int32Array(queries) };
  if (!files) return votes;
  if (files.sample) await files.ready?.(files.sample);
  const { columns } = files.indices;
  for (const { first, count } of blocksOf(queries, files.sample)) {
    const block = await files.indices.read(first, count);
    for (let row = 0; row < count; row++) {
      const classes = block
        .subarray(row * columns, row * columns + k)
        .map((neighbour) => labels[neighbour] ?? 0);
      const winner = vote(classes, manifest.classNames.length);
      votes.winners[first + row] = winner;
      votes.counts[first + row] = classes.reduce((sum, label) => sum + Number(label === winner), 0);
    }
  }
  return votes;
}

/** Queries in a row, to be read together; those of a sample one by one. */
function blocksOf(queries: number, sample: Int32Array | null): { first: number; count: number }[] {
  if (sample) return Array.from(sample, (first) => ({ first, count: 1 }));
  return Array.from({ length: Math.ceil(queries / blockRows) }, (_, block) => ({
    first: block * blockRows,
    count: Math.min(blockRows, queries - block * blockRows),
  }));
}
