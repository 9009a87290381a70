/** Squared distances of all pairs of rows of z [size, columns] → `into` [size, size]: |a|² + |b|² − 2·a·b, not clipped. */
export function squaredDistances(z: Float32Array, size: number, columns: number, into: Float32Array): void {
  for (let a = 0; a < size; a++) {
    const rowA = a * columns;
    for (let b = a; b < size; b++) {
      const rowB = b * columns;
      let dot = 0;
      for (let column = 0; column < columns; column++) dot += z[rowA + column]! * z[rowB + column]!;
      into[a * size + b] = dot;
    }
  }
  for (let a = 0; a < size; a++) {
    const normA = into[a * size + a]!;
    for (let b = a + 1; b < size; b++) {
      const distance = normA + into[b * size + b]! - 2 * into[a * size + b]!;
      into[a * size + b] = distance;
      into[b * size + a] = distance;
    }
  }
  for (let a = 0; a < size; a++) into[a * size + a] = 0;
}

/**
 * ∂loss/∂D [size, size] → ∂loss/∂z `into` [size, columns]: row a gets 2·Σ_b (G[a,b] + G[b,a])·(z_a − z_b). Pairs that the
 * loss has switched off cost nothing.
 */
export function embeddingGradient(
  z: Float32Array,
  gradient: Float32Array,
  size: number,
  columns: number,
  into: Float32Array,
): void {
  into.fill(0, 0, size * columns);
  for (let a = 0; a < size; a++) {
    const rowA = a * columns;
    for (let b = a + 1; b < size; b++) {
      const weight = 2 * (gradient[a * size + b]! + gradient[b * size + a]!);
      if (weight === 0) continue;
      const rowB = b * columns;
      for (let column = 0; column < columns; column++) {
        const pull = weight * (z[rowA + column]! - z[rowB + column]!);
        into[rowA + column]! += pull;
        into[rowB + column]! -= pull;
      }
    }
  }
}
