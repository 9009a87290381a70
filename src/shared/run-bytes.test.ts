import { expect, test } from 'vitest';
import { firstLayerBytes, firstLayerFrom, sampleBytes, sampleFrom } from './run-bytes';

test('a sample and a first layer come back as they went', () => {
  const sample = {
    total: 9,
    size: 2,
    rows: Int32Array.of(0, 4, 8),
    labels: Int32Array.of(1, 0, 1),
    values: Float32Array.of(1, -2, 0.5, 3, Number.MAX_VALUE, 0),
  };
  expect(sampleFrom(sampleBytes(sample).buffer)).toEqual(sample);
  const layer = {
    shape: [1, 2, 1] as const,
    size: 2,
    images: Uint8Array.of(7, 255, 0, 9, 1, 2),
    weights: Float32Array.of(1, 2, 3, 4),
  };
  expect(firstLayerFrom(firstLayerBytes(layer).buffer)).toEqual(layer);
});

test('bytes that were cut off, or are something else, are refused', () => {
  const bytes = firstLayerBytes({
    shape: [1, 1, 1],
    size: 1,
    images: Uint8Array.of(1),
    weights: Float32Array.of(2),
  }).buffer;
  expect(() => firstLayerFrom(bytes.slice(0, -4))).toThrow('instead of 40');
  expect(() => sampleFrom(bytes)).toThrow('long instead of');
  expect(() => sampleFrom(new ArrayBuffer(3))).toThrow('too short');
});
