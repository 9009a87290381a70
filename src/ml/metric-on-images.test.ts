import { expect, test } from 'vitest';
import { metricOnImages } from './metric-on-images';
import { createRandom } from './random';

test('a pixel that never differs counts for nothing, however much it weighs; two that go together share a pattern', () => {
  // Pixels: constant, varying, going along with the one before (unweighted), independent but hardly weighted.
  const random = createRandom(6, 'images');
  const count = 200;
  const images = Uint8Array.from(
    Array.from({ length: count }, () => {
      const value = Math.floor(random.uniform() * 256);
      return [77, value, 255 - value, Math.floor(random.uniform() * 256)];
    }).flat(),
  );
  const { mean, contribution, patterns } = metricOnImages(
    Float32Array.of(9, 0, 1, 0, 0, 0, 0, 0.1),
    2,
    images,
    4,
  );
  expect(mean[0]).toBe(77);
  expect(mean[1]! + mean[2]!).toBeCloseTo(255, 3);
  expect(contribution[0]).toBeCloseTo(0, 9);
  expect(contribution[1]).toBeGreaterThan(50 * contribution[3]!);
  const [first] = patterns;
  expect(first?.share).toBeGreaterThan(0.97);
  expect(first!.pixels[0]).toBeCloseTo(0, 3);
  expect(first!.pixels[2]! / first!.pixels[1]!).toBeCloseTo(-1, 4);
  expect(patterns.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 4);
});

test('images that are all alike, and a layer that collapsed, have no patterns', () => {
  expect(metricOnImages(Float32Array.of(1, 2), 1, Uint8Array.of(5, 6, 5, 6), 3).patterns).toEqual([]);
  expect(metricOnImages(new Float32Array(2), 1, Uint8Array.of(5, 6, 9, 1), 3).patterns).toEqual([]);
});
