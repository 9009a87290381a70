import type { UnitLook } from '@shared/sweep-look';
import { lookNeighbours, lookQueries } from '@shared/sweep-look';
import { diagnose, spreadRows } from '../diagnostics';
import type { NearestRows } from '../evaluate';
import type { Tf } from '../tensors';

const mostRows = 300;

export type LookOptions = {
  tf: Tf;
  /** Embeddings [trainRows.length + heldOutRows.length, size], those trained on first. */
  z: Float32Array;
  size: number;
  /** Class indices of the rows of the dataset. */
  labels: Int32Array;
  /** Rows of the dataset. */
  trainRows: Int32Array;
  heldOutRows: Int32Array;
  /** The nearest of the training rows of every held-out row, named by their place among them. */
  nearest: NearestRows;
};

/** Looks at one fit: distances of pairs of training images, and the neighbours of some held-out ones. */
export function lookAt({ tf, z, size, labels, trainRows, heldOutRows, nearest }: LookOptions): UnitLook {
  const places = spreadRows(trainRows.length, mostRows);
  const some = new Float32Array(places.length * size);
  places.forEach((place, at) => some.set(z.subarray(place * size, (place + 1) * size), at * size));
  const ofSome = places.map((place) => labels[trainRows[place]!]!);
  const { sameClass, differentClass } = diagnose(tf, some, size, ofSome);
  const asked = [...spreadRows(heldOutRows.length, lookQueries)];
  const kept = Math.min(lookNeighbours, nearest.k);
  const listed = asked.flatMap((query) =>
    Array.from({ length: kept }, (_, rank) => query * nearest.k + rank),
  );
  return {
    sameClass,
    differentClass,
    queries: asked.map((query) => heldOutRows[query]!),
    neighbours: listed.map((at) => trainRows[nearest.indices[at]!]!),
    distances: listed.map((at) => Number(Math.max(0, nearest.distances[at]!).toPrecision(4))),
  };
}
