import { vote } from '@ml/knn';
import type { SplitName } from '@shared/dataset';
import type { Vote } from '@shared/neighbours';
import type { DatasetRows } from './dataset-rows';
import type { FinishedRun } from './finished-run';

/** Votes of every query of a split at one k. */
export type Votes = {
  /** Winning class of each query, and how many of the k neighbours voted for it. */
  winners: Int32Array;
  counts: Int32Array;
};

/** Queries whose neighbours are read at once. */
const blockRows = 512;
const keptTables = 16;

/** Votes by run, split and k; the last few stay in memory. */
export class VoteTables {
  readonly #kept = new Map<string, Promise<Votes>>();

  /** Votes of the k nearest (k ≤ maxK) of every query of a split. */
  of(run: FinishedRun, split: SplitName, k: number): Promise<Votes> {
    const key = `${run.id} ${split} ${k}`;
    const votes = this.#kept.get(key) ?? countVotes(run, split, k);
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

async function countVotes(run: FinishedRun, split: SplitName, k: number): Promise<Votes> {
  const { manifest, labels } = run.dataset;
  const indices = run.neighboursOf(split)?.indices;
  const queries = indices?.rows ?? 0;
  const votes = { winners: new Int32Array(queries), counts: new Int32Array(queries) };
  const columns = indices?.columns ?? 0;
  for (let first = 0; first < queries; first += blockRows) {
    const count = Math.min(blockRows, queries - first);
    const block = (await indices?.read(first, count)) ?? new Int32Array();
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
