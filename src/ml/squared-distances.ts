/**
 * Squared Euclidean distances of queries [m, size] to rows [n, size], in plain loops: query q and row r go to
 * `into[q · stride + at + r]`. Sums are double precision, so a row is at distance 0 from itself.
 */
export function squaredDistances(
  queries: Float32Array,
  rows: Float32Array,
  size: number,
  into: Float32Array,
  stride: number,
  at = 0,
): void {
  const count = rows.length / size;
  for (let query = 0; query * size < queries.length; query++) {
    const from = query * size;
    for (let row = 0; row < count; row++)
      into[query * stride + at + row] = apart(queries, from, rows, row * size, size);
  }
}

/** Four sums at a time, so that a processor need not wait for the last one. */
function apart(a: Float32Array, fromA: number, b: Float32Array, fromB: number, size: number): number {
  let [first, second, third, fourth] = [0, 0, 0, 0];
  const whole = size - (size % 4);
  let at = 0;
  for (; at < whole; at += 4) {
    const d0 = a[fromA + at]! - b[fromB + at]!;
    const d1 = a[fromA + at + 1]! - b[fromB + at + 1]!;
    const d2 = a[fromA + at + 2]! - b[fromB + at + 2]!;
    const d3 = a[fromA + at + 3]! - b[fromB + at + 3]!;
    first += d0 * d0;
    second += d1 * d1;
    third += d2 * d2;
    fourth += d3 * d3;
  }
  for (; at < size; at++) first += (a[fromA + at]! - b[fromB + at]!) ** 2;
  return first + second + third + fourth;
}
