import type { EmbeddingFacts, Histogram } from '@shared/run';

/** Equal-width histogram of all values. */
export function histogramOf(values: Float32Array, bins: number): Histogram {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  if (!(max > min)) [min, max] = [min - 0.5, min + 0.5];
  const counts = Array.from({ length: bins }, () => 0);
  const scale = bins / (max - min);
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value - min) * scale))]!++;
  return { min, max, counts };
}

/** Frobenius norm. */
export function normOf(values: Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

/** Mean squared distances within and between classes, and the spread, from sums alone: z [rows, size], labels [rows]. */
export function spreadOf(
  z: Float32Array,
  size: number,
  labels: Int32Array,
  classCount: number,
): Pick<EmbeddingFacts, 'meanSameClassDistance' | 'meanDifferentClassDistance'> & { spread: number } {
  const rows = labels.length;
  const sums = Array.from({ length: classCount }, () => new Float64Array(size));
  const squares = new Float64Array(classCount);
  const counts = new Float64Array(classCount);
  for (let row = 0; row < rows; row++) {
    const label = labels[row]!;
    counts[label]!++;
    const sum = sums[label]!;
    for (let column = 0; column < size; column++) {
      const value = z[row * size + column]!;
      sum[column]! += value;
      squares[label]! += value * value;
    }
  }
  const total = new Float64Array(size);
  for (const sum of sums) sum.forEach((value, column) => (total[column]! += value));
  const squared = (sum: Float64Array) => sum.reduce((kept, value) => kept + value * value, 0);
  // Σ over ordered pairs of |a − b|² = 2·n·Σ|a|² − 2·|Σa|².
  const within = sums.reduce((kept, sum, c) => kept + 2 * counts[c]! * squares[c]! - 2 * squared(sum), 0);
  const all = 2 * rows * squares.reduce((kept, value) => kept + value, 0) - 2 * squared(total);
  const samePairs = counts.reduce((kept, count) => kept + count * (count - 1), 0);
  const differentPairs = rows * (rows - 1) - samePairs;
  return {
    spread: Math.sqrt(Math.max(0, all / (2 * rows * rows))),
    meanSameClassDistance: samePairs > 0 ? Math.max(0, within / samePairs) : 0,
    meanDifferentClassDistance: differentPairs > 0 ? Math.max(0, (all - within) / differentPairs) : 0,
  };
}
