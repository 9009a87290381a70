import type { ParamValues } from '@shared/params';
import { pairLaplacian, squaredDistances } from './kernels/pairs';
import type { Loss, StepTally } from './losses/loss';

/** Rows and columns of a matrix; a bias has one row. */
export type Shape = readonly [rows: number, columns: number];

/** Dense products, one for each copy: `left` [copies, m, k] · `right` [copies, k, n], either taken transposed. */
export type Multiply = (
  left: Float32Array,
  leftShape: Shape,
  right: Float32Array,
  rightShape: Shape,
  transposeLeft?: boolean,
  transposeRight?: boolean,
) => Float32Array;

/**
 * What a step computes with, for one or several copies side by side. Two ways to do it differ in rounding only: TensorFlow's
 * products with plain loops around them ({@link plainAlgebra}), and SIMD for many small products (`simd/algebra.ts`).
 */
export type Algebra = LayerAlgebra & PairAlgebra;

/** What layers need. */
export type LayerAlgebra = {
  /** Frees what the step before has computed. */
  begin(): void;
  /** An array for weights that stays. */
  keep(length: number): Float32Array;
  product: Multiply;
  /** product [rows, copies, units] + scales[copy] · base [rows, units] → [copies, rows, units]. */
  joined(product: Float32Array, base: Float32Array, scales: Float32Array, rows: number): Float32Array;
  /** max(0, u + bias): u [copies, rows, units], bias [copies, units] → [copies, rows, units]. */
  rectified(u: Float32Array, bias: Float32Array, rows: number): Float32Array;
  /** Sets `gradient` to 0 where the rectified unit is 0, in place. */
  gate(gradient: Float32Array, rectified: Float32Array): void;
  /** [copies, rows, units] → sums over the rows [copies, units]. */
  columnSums(values: Float32Array, rows: number): Float32Array;
};

/** What losses need: matrices [copies, size, size] over all pairs of a batch. */
export type PairAlgebra = {
  /** Squared distances of all pairs of the `size` rows of z [copies, size, outputSize]; not clipped. */
  squaredDistances(z: Float32Array, size: number, outputSize: number): Float32Array;
  /** ∂loss/∂distance of every copy, each with settings of its own; fills their tallies. */
  slopes(loss: Loss, distances: Float32Array, batch: Batch): Float32Array;
  /** The Laplacians of the pairs that pull and push (`kernels/pairs.ts`). */
  laplacians(slopes: Float32Array, size: number): Float32Array;
};

/** Class indices of a batch; settings and counts of each copy. */
export type Batch = {
  labels: Int32Array;
  variants: readonly ParamValues[];
  tallies: readonly StepTally[];
};

/** Any product, and plain loops for the rest. Its arrays are new ones. */
export function plainAlgebra(product: Multiply, copies = 1): Algebra {
  return { ...plainLayers(product, copies), ...plainPairs(product) };
}

function plainLayers(product: Multiply, copies: number): LayerAlgebra {
  return {
    begin: () => undefined,
    keep: (length) => new Float32Array(length),
    product,
    joined(values, base, scales, rows) {
      const units = base.length / rows;
      const result = new Float32Array(values.length);
      for (let row = 0, at = 0; row < rows; row++) {
        for (let copy = 0; copy < copies; copy++) {
          const into = (copy * rows + row) * units;
          for (let unit = 0; unit < units; unit++, at++)
            result[into + unit] = values[at]! + scales[copy]! * base[row * units + unit]!;
        }
      }
      return result;
    },
    rectified(u, bias, rows) {
      const units = bias.length / copies;
      const result = new Float32Array(u.length);
      for (let copy = 0, at = 0; copy < copies; copy++) {
        const added = bias.subarray(copy * units, (copy + 1) * units);
        for (let row = 0; row < rows; row++) {
          for (let unit = 0; unit < units; unit++, at++) result[at] = Math.max(0, u[at]! + added[unit]!);
        }
      }
      return result;
    },
    gate(gradient, rectified) {
      for (let at = 0; at < gradient.length; at++) if (!(rectified[at]! > 0)) gradient[at] = 0;
    },
    columnSums(values, rows) {
      const units = values.length / (copies * rows);
      const result = new Float32Array(copies * units);
      for (let copy = 0, at = 0; copy < copies; copy++) {
        const sums = result.subarray(copy * units, (copy + 1) * units);
        for (let row = 0; row < rows; row++) {
          for (let unit = 0; unit < units; unit++, at++) sums[unit]! += values[at]!;
        }
      }
      return result;
    },
  };
}

function plainPairs(product: Multiply): PairAlgebra {
  /** Does it for each copy, from one matrix into another. */
  const each = (
    values: Float32Array,
    size: number,
    work: (one: Float32Array, into: Float32Array, copy: number) => void,
  ) => {
    const result = new Float32Array(values.length);
    for (let from = 0, copy = 0; from < values.length; from += size * size, copy++) {
      work(values.subarray(from, from + size * size), result.subarray(from, from + size * size), copy);
    }
    return result;
  };
  return {
    squaredDistances(z, size, outputSize) {
      const dots = product(z, [size, outputSize], z, [size, outputSize], false, true);
      return each(dots, size, (one, into) => squaredDistances(one, size, into));
    },
    slopes: (loss, distances, { labels, variants, tallies }) =>
      each(distances, labels.length, (one, into, copy) =>
        loss.kernel(one, labels, into, variants[copy]!, tallies[copy]!),
      ),
    laplacians: (slopes, size) => each(slopes, size, (one, into) => pairLaplacian(one, size, into)),
  };
}
