import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transformer } from '@napi-rs/image';
import { datasetManifestSchema, type DatasetManifest } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import type { Shape } from '../dataset-formats/dataset-format';
import { codeOf } from './read-file';
import { toRgba } from './pixel-layout';

const maxManifestBytes = 512 * 2 ** 20;

/** Folder of the dataset with this hash; throws `not-found` for anything that is no hash. */
export function datasetFolder(home: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash))
    throw new WorkbenchError('not-found', 'There is no such dataset.', 'List the datasets.');
  return join(home, 'datasets', hash);
}

/** The manifest of a stored dataset; throws `storage` when it is gone or damaged. */
export async function readManifest(home: string, hash: string): Promise<DatasetManifest> {
  return (await readManifestFile(datasetFolder(home, hash))).manifest;
}

/** The manifest in a folder, with the SHA-256 (hex) of its bytes: the hash of the whole dataset. */
export async function readManifestFile(folder: string): Promise<{ manifest: DatasetManifest; hash: string }> {
  return stored(folder, async () => {
    const path = join(folder, 'manifest.json');
    if ((await stat(path)).size > maxManifestBytes) throw new Error('manifest.json is too long');
    const bytes = await readFile(path);
    const manifest = datasetManifestSchema.parse(JSON.parse(bytes.toString('utf8')));
    return { manifest, hash: createHash('sha256').update(bytes).digest('hex') };
  });
}

/** Class indices of all examples. */
export async function readLabels(folder: string): Promise<Int32Array> {
  const bytes = await stored(folder, () => readFile(join(folder, 'labels.i32')));
  return Int32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readInt32LE(i * 4));
}

/** One example: `pixels` are [h, w, c] bytes, `label` its class index. Throws `not-found` for a row that is not there. */
export async function readExample(
  home: string,
  hash: string,
  index: number,
): Promise<{ pixels: Uint8Array; shape: Shape; label: number }> {
  const folder = datasetFolder(home, hash);
  const { shape, splits } = await readManifest(home, hash);
  const count = splits.train + splits.validation + splits.test;
  if (!Number.isInteger(index) || index < 0 || index >= count)
    throw new WorkbenchError(
      'not-found',
      `There is no example ${index}.`,
      `Examples are numbered 0 to ${count - 1}.`,
    );
  const bytes = shape[0] * shape[1] * shape[2];
  const pixels = await readPart(folder, 'images.u8', index * bytes, bytes);
  const label = await readPart(folder, 'labels.i32', index * 4, 4);
  return { pixels, shape, label: label.readInt32LE(0) };
}

/** One example as a PNG file. */
export async function examplePng(home: string, hash: string, index: number): Promise<Uint8Array> {
  const { pixels, shape } = await readExample(home, hash, index);
  return pixelsPng(pixels, shape);
}

/** Pixels [h, w, c] as a PNG file. */
export function pixelsPng(
  pixels: Uint8Array,
  [height, width, channels]: readonly number[],
): Promise<Uint8Array> {
  return Transformer.fromRgbaPixels(toRgba(pixels, channels ?? 1), width ?? 0, height ?? 0).png();
}

/** Checks lengths and SHA-256 of both arrays against the manifest; throws `storage` naming the file that differs. */
export async function verifyDatasetFolder(
  folder: string,
  manifest: DatasetManifest,
): Promise<{ bytes: number }> {
  const { shape, splits, sha256 } = manifest;
  const count = splits.train + splits.validation + splits.test;
  const expected = [
    { file: 'images.u8', bytes: count * shape[0] * shape[1] * shape[2], sha256: sha256.images },
    { file: 'labels.i32', bytes: count * 4, sha256: sha256.labels },
  ];
  for (const { file, bytes, sha256 } of expected) {
    const path = join(folder, file);
    const length = await stored(folder, async () => (await stat(path)).size);
    const same = length === bytes && (await stored(folder, () => hashFile(path))) === sha256;
    if (!same)
      throw new WorkbenchError(
        'storage',
        `${path} is not what its manifest says.`,
        'Import the dataset again.',
      );
  }
  return { bytes: expected.reduce((sum, { bytes }) => sum + bytes, 0) };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

async function readPart(folder: string, file: string, position: number, length: number): Promise<Buffer> {
  return stored(folder, async () => {
    const handle = await open(join(folder, file), 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, position);
      if (bytesRead !== length) throw new Error(`${file} is too short`);
      return buffer;
    } finally {
      await handle.close();
    }
  });
}

async function stored<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new WorkbenchError(
      'storage',
      `The dataset in ${folder} cannot be read (${codeOf(error)}).`,
      'Import the dataset again.',
      { cause: error },
    );
  }
}
