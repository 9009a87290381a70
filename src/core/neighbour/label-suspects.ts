import { labelDoubt, type LabelDoubt } from '@ml/label-doubt';
import type { Suspect, Suspects } from '@shared/neighbours';
import { neighboursIn, queriesIn, queryCount } from './neighbour-blocks';
import { leavingOneOut, type NeighbourSource } from './neighbour-source';

/** Neighbours shown for every suspect. */
const evidenceShown = 8;

/** Training examples whose k nearest others vote for another class with at least `minShare` of the votes, the surest first. */
export async function labelSuspects(
  whole: NeighbourSource,
  { k: asked, minShare, limit }: { k: number; minShare: number; limit: number },
): Promise<Suspects> {
  const source = leavingOneOut(whole);
  const files = neighboursIn(source, 'train');
  const { manifest, labels } = source.dataset;
  const maxK = files.indices.columns;
  const k = Math.min(asked, maxK);
  const votes = new Int32Array(manifest.classNames.length);
  const found: (LabelDoubt & { row: number })[] = [];
  for await (const block of queriesIn(files)) {
    for (const { query, indices } of block) {
      const classes = indices.subarray(0, k).map((row) => labels[row] ?? 0);
      const doubt = labelDoubt(classes, labels[query] ?? 0, votes);
      if (doubt && doubt.share >= minShare) found.push({ ...doubt, row: query });
    }
  }
  found.sort((a, b) => b.share - a.share || a.ownShare - b.ownShare || a.row - b.row);
  const nameOf = (label: number) => manifest.classNames[label] ?? '';
  const items = found.slice(0, limit).map(async ({ row, suggested, share, ownShare }): Promise<Suspect> => {
    const [indices, distances] = await Promise.all([
      files.indices.read(row, 1),
      files.distances.read(row, 1),
    ]);
    const evidence = Array.from(indices.subarray(0, k), (index, place) => ({
      index,
      rank: place + 1,
      distance: distances[place] ?? 0,
    })).filter(({ index }) => labels[index] === suggested);
    return {
      index: row,
      class: nameOf(labels[row] ?? 0),
      suggested: nameOf(suggested),
      share,
      ownShare,
      evidence: evidence.slice(0, evidenceShown),
    };
  });
  return {
    k,
    maxK,
    queries: queryCount(files),
    splitSize: files.indices.rows,
    total: found.length,
    items: await Promise.all(items),
  };
}
