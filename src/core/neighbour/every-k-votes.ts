import { voteForEveryK } from '@ml/knn';
import type { SplitName } from '@shared/dataset';
import type { FinishedRun } from '../run/finished-run';
import { leavingOneOut } from './neighbour-source';

/**
 * Classes voted for by the k nearest, for every k: [queries · maxK], entry query · maxK + k − 1. A training image has no vote
 * in its own class: counted with itself it would be right at k = 1 in every run.
 */
export type EveryKVotes = { maxK: number; queries: number; winners: Uint16Array | Int32Array };

const blockRows = 512;
/** Bytes of votes kept in memory: 100 neighbours of 80,000 queries in eight runs. */
const mostBytes = 128 * 2 ** 20;

/** Votes of finished runs for every k at once, so that another k costs nothing; the last ones asked for stay in memory. */
export class EveryKTables {
  readonly #kept = new Map<string, Promise<EveryKVotes | null>>();
  readonly #bytes = new Map<string, number>();

  /** Null when the dataset has no such split. */
  of(run: FinishedRun, split: SplitName): Promise<EveryKVotes | null> {
    const key = `${run.id} ${split}`;
    const votes = this.#kept.get(key) ?? this.#count(key, run, split);
    this.#kept.delete(key);
    this.#kept.set(key, votes);
    return votes;
  }

  #count(key: string, run: FinishedRun, split: SplitName): Promise<EveryKVotes | null> {
    const votes = countEveryK(run, split);
    votes.then(
      (counted) => {
        this.#bytes.set(key, counted?.winners.byteLength ?? 0);
        this.#forgetOldest(key);
      },
      () => this.#kept.delete(key),
    );
    return votes;
  }

  #forgetOldest(newest: string): void {
    let bytes = [...this.#bytes.values()].reduce((sum, size) => sum + size, 0);
    for (const key of this.#kept.keys()) {
      if (bytes <= mostBytes) return;
      if (key === newest) continue;
      bytes -= this.#bytes.get(key) ?? 0;
      this.#kept.delete(key);
      this.#bytes.delete(key);
    }
  }
}

/** What every query was taken for at one k from 1 to maxK: class indices [queries]. */
export function predictedAt({ maxK, queries, winners }: EveryKVotes, k: number): Int32Array {
  return Int32Array.from({ length: queries }, (_, query) => winners[query * maxK + k - 1] ?? 0);
}

async function countEveryK(run: FinishedRun, split: SplitName): Promise<EveryKVotes | null> {
  const indices = leavingOneOut(run).neighboursOf(split)?.indices;
  if (!indices) return null;
  const { labels, manifest } = run.dataset;
  const { rows: queries, columns: maxK } = indices;
  const classes = manifest.classNames.length;
  const winners = classes < 2 ** 16 ? new Uint16Array(queries * maxK) : new Int32Array(queries * maxK);
  const votes = new Int32Array(classes);
  const ofQuery = new Int32Array(maxK);
  for (let first = 0; first < queries; first += blockRows) {
    const count = Math.min(blockRows, queries - first);
    const block = (await indices.read(first, count)).map((row) => labels[row] ?? 0);
    for (let row = 0; row < count; row++) {
      voteForEveryK(block.subarray(row * maxK, (row + 1) * maxK), votes, ofQuery);
      winners.set(ofQuery, (first + row) * maxK);
    }
  }
  return { maxK, queries, winners };
}
