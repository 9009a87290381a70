import type { Batch, Multiply, PairAlgebra } from '../algebra';
import type { OpenMemory } from './memory';
import type { Routines } from './routines';

/** The pairs of a step in SIMD; a loss without a routine of its own runs its kernel. */
export function simdPairs(memory: OpenMemory, run: Routines, copies: number, product: Multiply): PairAlgebra {
  /** Matrices [copies, size, size], and the address of each with that of the same copy in `values`. */
  const each = (values: Float32Array, size: number, work: (from: number, into: number) => void) => {
    const from = memory.placed(values);
    const result = memory.scratch(copies * size * size);
    for (let copy = 0; copy < copies; copy++) {
      const offset = 4 * copy * size * size;
      work(from + offset, result.byteOffset + offset);
    }
    return result;
  };
  return {
    squaredDistances(z, size, outputSize) {
      const dots = product(z, [size, outputSize], z, [size, outputSize], false, true);
      const norms = memory.scratch(size).byteOffset;
      return each(dots, size, (from, into) => run.squaredDistances(from, norms, into, size));
    },
    slopes(loss, distances, batch) {
      const size = batch.labels.length;
      const kernel = loss.routine === 'triplet' ? tripletKernel(memory, run, batch) : null;
      let copy = 0;
      return each(distances, size, (from, into) => {
        if (kernel) kernel(from, into, copy);
        else runKernel(memory, loss, from, into, copy, batch);
        copy++;
      });
    },
    laplacians(slopes, size) {
      const transposed = memory.scratch(size * size).byteOffset;
      return each(slopes, size, (from, into) => {
        run.transpose(from, transposed, size, size);
        run.laplacian(from, transposed, into, size);
      });
    },
  };
}

type Loss = Parameters<PairAlgebra['slopes']>[0];

function runKernel(
  memory: OpenMemory,
  loss: Loss,
  from: number,
  into: number,
  copy: number,
  { labels, variants, tallies }: Batch,
): void {
  const length = labels.length ** 2;
  loss.kernel(memory.at(from, length), labels, memory.at(into, length), variants[copy]!, tallies[copy]!);
}

function tripletKernel(memory: OpenMemory, run: Routines, { labels, variants, tallies }: Batch) {
  const size = labels.length;
  const masks = memory.masks(size, (a, b) => labels[a] !== labels[b]);
  const sums = memory.scratch(size);
  const counts = memory.scratch(size);
  const weight = 1 / size ** 3;
  const possible = tripletsOf(labels);
  return (from: number, into: number, copy: number) => {
    run.tripletHinges(
      ...[from, into, masks, size, variants[copy]!.margin!, weight, sums.byteOffset, counts.byteOffset],
    );
    let [sum, active] = [0, 0];
    for (let anchor = 0; anchor < size; anchor++) {
      sum += sums[anchor]!;
      active += counts[anchor]!;
    }
    Object.assign(tallies[copy]!, { loss: sum * weight, active, possible });
  };
}

/** Triplets that the labels allow: for each anchor, its class (itself included) times all others. */
function tripletsOf(labels: Int32Array): number {
  const sizes = new Map<number, number>();
  for (const label of labels) sizes.set(label, (sizes.get(label) ?? 0) + 1);
  let triplets = 0;
  for (const count of sizes.values()) triplets += count * count * (labels.length - count);
  return triplets;
}
