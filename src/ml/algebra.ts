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
export type Algebra = {
  /** Frees what the step before has computed. */
  begin(): void;
  /** An array for weights that stays. */
  keep(length: number): Float32Array;
  product: Multiply;
  /** max(0, u + bias): u [copies, rows, units], bias [copies, units] → [copies, rows, units]. */
  rectified(u: Float32Array, bias: Float32Array, rows: number): Float32Array;
  /** Sets `gradient` to 0 where the rectified unit is 0, in place. */
  gate(gradient: Float32Array, rectified: Float32Array): void;
  /** [copies, rows, units] → sums over the rows [copies, units]. */
  columnSums(values: Float32Array, rows: number): Float32Array;
};

/** Any product, and plain loops for the rest. Its arrays are new ones. */
export function plainAlgebra(product: Multiply, copies = 1): Algebra {
  return {
    begin: () => undefined,
    keep: (length) => new Float32Array(length),
    product,
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
