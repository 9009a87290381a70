/**
 * Dot products of all pairs of rows [size, size] → their squared distances `into` [size, size]: |a|² + |b|² − 2·a·b, not
 * clipped; the diagonal is 0.
 */
export function squaredDistances(dots: Float32Array, size: number, into: Float32Array): void {
  for (let a = 0; a < size; a++) {
    const norm = dots[a * size + a]!;
    into[a * size + a] = 0;
    for (let b = a + 1; b < size; b++) {
      const distance = norm + dots[b * size + b]! - 2 * dots[a * size + b]!;
      into[a * size + b] = distance;
      into[b * size + a] = distance;
    }
  }
}

/**
 * ∂loss/∂D [size, size] → the matrix L [size, size] with ∂loss/∂z = L·z: 2·(diag(Σ_b W[a,b]) − W), where W = G + Gᵀ without
 * its diagonal, the Laplacian of the pairs that pull and push.
 */
export function pairLaplacian(slopes: Float32Array, size: number, into: Float32Array): void {
  for (let a = 0; a < size; a++) into[a * size + a] = 0;
  for (let a = 0; a < size; a++) {
    for (let b = a + 1; b < size; b++) {
      const weight = 2 * (slopes[a * size + b]! + slopes[b * size + a]!);
      into[a * size + b] = -weight;
      into[b * size + a] = -weight;
      into[a * size + a]! += weight;
      into[b * size + b]! += weight;
    }
  }
}
