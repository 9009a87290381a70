import { countOccurrences, skewness } from '@ml/hubness';
import type { SplitName } from '@shared/dataset';
import type { Hub, Hubs } from '@shared/neighbours';
import { rangeOf } from '../dataset/dataset-rows';
import { neighboursIn, queriesIn, queryCount } from './neighbour-blocks';
import type { NeighbourSource } from './neighbour-source';

/** The training examples that are neighbours of most queries of a split at k, and those of none. */
export async function hubsOf(
  source: NeighbourSource,
  { split, k: asked, limit }: { split: SplitName; k: number; limit: number },
): Promise<Hubs> {
  const files = neighboursIn(source, split);
  const { manifest, labels } = source.dataset;
  const { first } = rangeOf(manifest, split);
  const examples = rangeOf(manifest, 'train').count;
  const maxK = files.indices.columns;
  const k = Math.min(asked, maxK);
  const [counts, bad] = [new Int32Array(examples), new Int32Array(examples)];
  for await (const block of queriesIn(files)) {
    for (const { query, indices } of block) {
      countOccurrences(indices, k, { label: labels[first + query] ?? 0, labels }, counts, bad);
    }
  }
  const hub = (index: number): Hub => ({
    index,
    class: manifest.classNames[labels[index] ?? 0] ?? '',
    count: counts[index] ?? 0,
    bad: bad[index] ?? 0,
  });
  const order = byCount(counts);
  const absent = order.filter((index) => counts[index] === 0);
  return {
    k,
    maxK,
    queries: queryCount(files),
    splitSize: files.indices.rows,
    examples,
    skewness: skewness(counts),
    antiHubs: absent.length,
    antiHubExamples: absent.slice(0, limit).map(hub),
    hubs: order
      .slice(0, limit)
      .filter((index) => counts[index]! > 0)
      .map(hub),
  };
}

/** The queries of a split among whose neighbours (as far as they are known) a training example is. */
export async function occurrencesOf(
  source: NeighbourSource,
  split: SplitName,
  index: number,
): Promise<{ queries: { row: number; rank: number }[] }> {
  const { first } = rangeOf(source.dataset.manifest, split);
  const queries: { row: number; rank: number }[] = [];
  for await (const block of queriesIn(neighboursIn(source, split))) {
    for (const { query, indices } of block) {
      const place = indices.indexOf(index);
      if (place >= 0) queries.push({ row: first + query, rank: place + 1 });
    }
  }
  return { queries };
}

/** Rows by their counts, most first, the lower row first on ties: by counting, which takes no longer for many rows. */
function byCount(counts: Int32Array): number[] {
  const most = counts.reduce((highest, count) => Math.max(highest, count), 0);
  const rows = Array.from({ length: most + 1 }, (): number[] => []);
  for (const [row, count] of counts.entries()) rows[most - count]!.push(row);
  return rows.flat();
}
