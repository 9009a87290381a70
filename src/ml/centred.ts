/** z [rows, size] less the mean of its rows. */
export function centred(z: Float32Array, rows: number, size: number): Float32Array {
  const means = new Float64Array(size);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < size; column++, at++) means[column]! += z[at]! / rows;
  }
  const result = new Float32Array(z.length);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < size; column++, at++) result[at] = z[at]! - means[column]!;
  }
  return result;
}
