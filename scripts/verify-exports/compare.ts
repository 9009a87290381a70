import type { Check } from '../report-checks';

/** What NumPy found: nearest training rows of each query [queries, k] and their squared distances. */
export type Found = {
  indices: readonly (readonly number[])[];
  distances: readonly (readonly number[])[];
  /** Does the safetensors file hold the same arrays as the npz? */
  sameTensors: boolean;
  /** Does `splits` part the rows as the dataset is parted? */
  sameSplits: boolean;
  /** Largest difference between the exported embedding and NumPy's own. */
  embeddingError: number;
};

/** Largest share of a distance by which two float32 sums in another order may differ. */
const tolerance = 1e-3;

/** Holds what NumPy found to what the workbench shows: the same rows in the same order, and the same distances. */
export function compare(
  name: string,
  found: Found,
  shown: readonly (readonly { index: number; distance: number }[])[],
): Check {
  let worst = 0;
  let moved = 0;
  shown.forEach((neighbours, query) =>
    neighbours.forEach(({ index, distance }, rank) => {
      const theirs = found.distances[query]?.[rank] ?? Infinity;
      const difference = Math.abs(theirs - distance) / Math.max(distance, 1e-3);
      worst = Math.max(worst, difference);
      if (found.indices[query]?.[rank] !== index && difference > tolerance) moved += 1;
    }),
  );
  const passed =
    moved === 0 && worst <= tolerance && found.sameTensors && found.sameSplits && found.embeddingError < 1e-2;
  const tensors = found.sameTensors ? 'safetensors equal' : 'SAFETENSORS DIFFER';
  const splits = found.sameSplits ? 'splits equal' : 'SPLITS DIFFER';
  const detail = `${shown.length} queries, largest difference ${worst.toExponential(1)} of a distance, ${moved} neighbours moved, embedding within ${found.embeddingError.toExponential(1)}, ${tensors}, ${splits}`;
  return { name, passed, detail };
}
