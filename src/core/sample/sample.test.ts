import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { datasetManifestSchema, type DatasetManifest } from '@shared/dataset';
import { temporaryFolder } from '../import/import-fixture';
import { motifs } from './motifs';
import { sampleClasses } from './sample-classes';
import { writeSample } from './write-sample';

const folder = temporaryFolder();
let manifest: DatasetManifest;
let images: Buffer;
let labels: number[];
beforeAll(async () => {
  await writeSample(folder.path, () => {});
  manifest = datasetManifestSchema.parse(JSON.parse(readFileSync(`${folder.path}/manifest.json`, 'utf8')));
  images = readFileSync(`${folder.path}/images.u8`);
  const bytes = readFileSync(`${folder.path}/labels.i32`);
  labels = Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(i * 4));
});
afterAll(folder.remove);

it('has 600 training and 150 validation images of twelve classes', () => {
  expect(manifest).toMatchObject({ shape: [64, 64, 3], splits: { train: 600, validation: 150, test: 0 } });
  expect(manifest.classNames).toHaveLength(12);
  expect(images).toHaveLength(750 * 64 * 64 * 3);
  const trainCounts = manifest.classNames.map(
    (_, c) => labels.slice(0, 600).filter((label) => label === c).length,
  );
  expect(trainCounts).toEqual(Array(12).fill(50));
});

it('is the same to the last byte on every machine', () => {
  expect(createHash('sha256').update(images).digest('hex')).toBe(manifest.sha256.images);
  expect(manifest.sha256.images).toBe('d85243eb95aee9db0545cd92c5e36dfa4be628f5d464df83e6b7895ea3b39990');
});

it('is as hard for plain distances as it is meant to be: 40 to 60 % right with 36 neighbours', () => {
  const d = 64 * 64 * 3;
  let right = 0;
  for (let q = 600; q < 750; q++) {
    const query = images.subarray(q * d, (q + 1) * d);
    const distances = Float64Array.from({ length: 600 }, (_, t) => {
      let sum = 0;
      for (let i = 0; i < d; i++) sum += ((query[i] as number) - (images[t * d + i] as number)) ** 2;
      return sum;
    });
    const nearest = Array.from(distances.keys()).sort(
      (a, b) => (distances[a] as number) - (distances[b] as number) || a - b,
    );
    const votes = new Array<number>(12).fill(0);
    for (const t of nearest.slice(0, 36))
      votes[labels[t] as number] = (votes[labels[t] as number] as number) + 1;
    if (votes.indexOf(Math.max(...votes)) === labels[q]) right += 1;
  }
  expect(right / 150).toBeGreaterThan(0.4);
  expect(right / 150).toBeLessThan(0.6);
});

it('is quiet enough for the steps of plain descent: a small mean square around mid-grey', () => {
  let sum = 0;
  for (const value of images) sum += (value / 127.5 - 1) ** 2;
  expect(sum / images.length).toBeLessThan(0.06);
});

it('names classes in order, each by a figure of its own', () => {
  const names = sampleClasses.map(({ name }) => name);
  expect(names).toEqual(names.slice().sort());
  expect(new Set(sampleClasses.map(({ motif }) => motif)).size).toBe(12);
  expect(Object.keys(motifs)).toHaveLength(12);
});
