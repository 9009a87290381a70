import { UMAP } from 'umap-js';
import { nearestAmong } from '@ml/nearest-among';
import { principalPlane } from '@ml/principal-plane';
import { createRandom } from '@ml/random';
import type { EmbeddingSample } from '@shared/run-bytes';

/** Neighbours of each point in UMAP's graph, the point itself among them. */
const neighbours = 15;
/** Distance between touching points, as in the reference implementation. */
const minDist = 0.1;
/** How long finding the neighbours is, as a share of everything. */
const searchShare = 0.4;

/**
 * Positions [rows, 2] of a sample by UMAP (McInnes, Healy and Melville 2018), from exact neighbours and starting at the principal
 * components, so that the same sample gives the same picture every time. Tells `onShare` how far it is, from 0 to 1. Fewer than
 * four points are placed by their principal components alone.
 */
export function umapLayout(
  { rows, size, values, labels }: Omit<EmbeddingSample, 'total'>,
  onShare: (share: number) => void,
): Float32Array {
  const count = rows.length;
  const start = principalPlane(values, count, size, labels);
  if (count < 4) return start;
  const k = Math.min(neighbours, count - 1);
  const near = nearestAmong(values, count, size, k, (share) => onShare(share * searchShare));
  const random = createRandom(0, 'umap');
  const umap = new UMAP({ nNeighbors: k, minDist, nComponents: 2, random: () => random.uniform() });
  const rowsOf = (all: ArrayLike<number>) =>
    Array.from({ length: count }, (_, row) => Array.from({ length: k }, (_, at) => all[row * k + at]!));
  umap.setPrecomputedKNN(rowsOf(near.indices), rowsOf(near.distances));
  // With the neighbours given, only the number of points matters here.
  const epochs = umap.initializeFit(Array.from({ length: count }, () => []));
  startAt(umap.getEmbedding(), start, () => 1e-3 * random.normal());
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    onShare(searchShare + ((1 - searchShare) * (epoch + 1)) / epochs);
  }
  return Float32Array.from(centred(umap.getEmbedding()));
}

/** Puts the points where their principal components are, ten at most along each axis; twins a hair apart. */
function startAt(embedding: number[][], start: Float32Array, hair: () => number): void {
  const farthest = start.reduce((most, value) => Math.max(most, Math.abs(value)), 0) || 1;
  for (const [row, point] of embedding.entries()) {
    point[0] = (10 * start[2 * row]!) / farthest + hair();
    point[1] = (10 * start[2 * row + 1]!) / farthest + hair();
  }
}

function centred(embedding: number[][]): number[] {
  const middle = [0, 1].map((axis) => {
    const along = embedding.map((point) => point[axis]!);
    return (along.reduce((a, b) => Math.min(a, b)) + along.reduce((a, b) => Math.max(a, b))) / 2;
  });
  return embedding.flatMap((point) => [point[0]! - middle[0]!, point[1]! - middle[1]!]);
}
