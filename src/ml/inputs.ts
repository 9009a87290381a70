import { normalize, type Normalizer } from './normalizers/normalizer';

/** The examples of a dataset as float32 inputs, made when they are asked for. */
export type Inputs = {
  count: number;
  /** Numbers in one input. */
  size: number;
  /** Rows `from` to `to` (exclusive) → [to − from, size]. */
  block(from: number, to: number): Float32Array;
  /** The named rows → [rows.length, size]; the array is reused by the next call with as many rows. */
  gather(rows: Int32Array): Float32Array;
};

/** Inputs that are normalised from bytes [count, size] on demand, so that bytes are all that is kept. */
export function pixelInputs(pixels: Uint8Array, size: number, normalizer: Normalizer): Inputs {
  return inputsOf(pixels.length / size, size, (row, into, at) =>
    normalize(normalizer, pixels.subarray(row * size, (row + 1) * size), into.subarray(at, at + size)),
  );
}

/** Inputs that are given as they are, [count, size]. */
export function arrayInputs(values: Float32Array, size: number): Inputs {
  return inputsOf(values.length / size, size, (row, into, at) =>
    into.set(values.subarray(row * size, (row + 1) * size), at),
  );
}

function inputsOf(
  count: number,
  size: number,
  copyRow: (row: number, into: Float32Array, at: number) => unknown,
): Inputs {
  let gathered = new Float32Array(0);
  return {
    count,
    size,
    block(from, to) {
      const block = new Float32Array((to - from) * size);
      for (let row = from; row < to; row++) copyRow(row, block, (row - from) * size);
      return block;
    },
    gather(rows) {
      if (gathered.length !== rows.length * size) gathered = new Float32Array(rows.length * size);
      rows.forEach((row, place) => copyRow(row, gathered, place * size));
      return gathered;
    },
  };
}
