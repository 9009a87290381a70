import { vote } from '@ml/knn';
import type { SplitName } from '@shared/dataset';
import type { Vote } from '@shared/neighbours';
import type { DatasetRows } from '../dataset/dataset-rows';
import { neighboursIn, queriesIn } from './neighbour-blocks';
import type { NeighbourSource } from './neighbour-source';

/** Votes of every query of a split at one k. */
export type Votes = {
  /** Winning class of each query (−1 outside of the source's sample), and how many of the k neighbours voted for it. */
  winners: Int32Array;
  counts: Int32Array;
};

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
  const files = neighboursIn(source, split);
  const queries = files.indices.rows;
  const votes = { winners: new Int32Array(queries).fill(-1), counts: new Int32Array(queries) };
  for await (const block of queriesIn(files)) {
    for (const { query, indices } of block) {
      const classes = indices.subarray(0, k).map((row) => labels[row] ?? 0);
      const winner = vote(classes, manifest.classNames.length);
      votes.winners[query] = winner;
      votes.counts[query] = classes.reduce((sum, label) => sum + Number(label === winner), 0);
    }
  }
  return votes;
}
