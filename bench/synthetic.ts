import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom, type Random } from '@ml/random';
import type { DataFile } from './protocol';

/**
 * Writes images of overlapping classes: sums of smooth patterns whose strengths vary within a class about as much as between
 * classes, and noise, so that a fit neither collapses nor is done after some epochs.
 */
export function writeSynthetic(
  root: string,
  count: number,
  train: number,
  side: number,
  channels: number,
): DataFile {
  const size = side * side * channels;
  const folder = join(root, `synthetic-${count}x${size}`);
  const random = createRandom(1, `bench/${count}x${size}`);
  const patterns = patternsOf(random, side, channels);
  const means = Array.from({ length: classes }, () => patterns.map(() => 0.3 * random.normal()));
  const images = new Uint8Array(count * size);
  const labels = new Int32Array(count);
  for (let row = 0; row < count; row++) {
    labels[row] = row % classes;
    const strengths = means[row % classes]!.map((mean) => mean + random.normal());
    const image = new Float32Array(size);
    strengths.forEach((strength, index) => {
      const pattern = patterns[index]!;
      for (let at = 0; at < size; at++) image[at]! += strength * pattern[at]!;
    });
    for (let at = 0; at < size; at++) {
      const value = 127.5 + 16 * image[at]! + 60 * (random.uniform() - 0.5);
      images[row * size + at] = Math.max(0, Math.min(255, Math.round(value)));
    }
  }
  return writeData(folder, images, labels, { size, classes, train });
}

/** Writes the two files of a data folder. */
export function writeData(
  folder: string,
  images: Uint8Array,
  labels: Int32Array,
  facts: Pick<DataFile, 'size' | 'classes' | 'train'>,
): DataFile {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'images.u8'), images);
  writeFileSync(join(folder, 'labels.i32'), labels);
  return { folder, count: labels.length, ...facts };
}

const classes = 12;
const patternCount = 24;

/** Plane waves of at most four periods across the image, each with a colour of its own. */
function patternsOf(random: Random, side: number, channels: number): Float32Array[] {
  return Array.from({ length: patternCount }, () => {
    const [across, down, phase] = [8 * random.uniform() - 4, 8 * random.uniform() - 4, random.uniform()];
    const colour = Array.from({ length: channels }, () => 0.5 + random.uniform());
    const pattern = new Float32Array(side * side * channels);
    for (let y = 0, at = 0; y < side; y++) {
      for (let x = 0; x < side; x++) {
        const wave = Math.cos(2 * Math.PI * ((across * x + down * y) / side + phase));
        for (let channel = 0; channel < channels; channel++, at++) pattern[at] = wave * colour[channel]!;
      }
    }
    return pattern;
  });
}
