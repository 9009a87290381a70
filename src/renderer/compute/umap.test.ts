import { expect, test } from 'vitest';
import { createRandom } from '@ml/random';
import { umapLayout } from './umap';

/** Three clouds of 20 points, far apart, in five dimensions. */
function clouds() {
  const random = createRandom(4, 'clouds');
  const labels = Int32Array.from({ length: 60 }, (_, row) => row % 3);
  const values = Float32Array.from(
    { length: 300 },
    (_, at) => random.normal() + (at % 5 === labels[Math.floor(at / 5)] ? 30 : 0),
  );
  return { rows: Int32Array.from(labels.keys()), labels, size: 5, values };
}

test('clouds stay clouds, and the same sample gives the same picture', () => {
  const sample = clouds();
  const shares: number[] = [];
  const xy = umapLayout(sample, (share) => shares.push(share));
  expect(umapLayout(sample, () => {})).toEqual(xy);
  expect(shares.at(-1)).toBe(1);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  for (const row of sample.rows) {
    const distances = [...sample.rows].map((other) => ({
      other,
      distance:
        other === row
          ? Infinity
          : Math.hypot(xy[2 * row]! - xy[2 * other]!, xy[2 * row + 1]! - xy[2 * other + 1]!),
    }));
    const nearest = distances.toSorted((a, b) => a.distance - b.distance)[0]!.other;
    expect(sample.labels[nearest]).toBe(sample.labels[row]);
  }
});

test('few points, and points that are all alike, have finite places', () => {
  for (const count of [1, 2, 3, 4, 20]) {
    const sample = {
      rows: Int32Array.from({ length: count }, (_, row) => row),
      labels: new Int32Array(count),
      size: 2,
      values: new Float32Array(2 * count),
    };
    const xy = umapLayout(sample, () => {});
    expect(xy).toHaveLength(2 * count);
    expect(xy.every(Number.isFinite)).toBe(true);
  }
});
