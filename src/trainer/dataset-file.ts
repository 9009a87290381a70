import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { datasetManifestSchema, type DatasetManifest } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';

/** A dataset as a run needs it: bytes of all rows [examples, size] and their class indices. */
export type DatasetFile = { manifest: DatasetManifest; pixels: Uint8Array; labels: Int32Array; size: number };

/** Reads a dataset folder; throws `storage` when a file is missing or not of the size that the manifest promises. */
export function readDataset(folder: string): DatasetFile {
  const manifest = readManifest(join(folder, 'manifest.json'));
  const [height, width, channels] = manifest.shape;
  const size = height * width * channels;
  const { train, validation, test } = manifest.splits;
  const examples = train + validation + test;
  const pixels = readExactly(join(folder, 'images.u8'), examples * size);
  const labels = readExactly(join(folder, 'labels.i32'), examples * 4);
  return {
    manifest,
    pixels,
    labels: new Int32Array(labels.buffer, labels.byteOffset, examples),
    size,
  };
}

function readManifest(file: string): DatasetManifest {
  try {
    return datasetManifestSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new WorkbenchError(
      'storage',
      `${file} is missing or damaged, so the dataset cannot be read.`,
      'Remove the dataset and import it again.',
      { cause },
    );
  }
}

function readExactly(file: string, bytes: number): Uint8Array {
  const found = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (found !== bytes) {
    throw new WorkbenchError(
      'storage',
      `${file} has ${found} bytes instead of ${bytes}: the dataset was changed or damaged.`,
      'Remove the dataset and import it again.',
    );
  }
  const data = readFileSync(file);
  // A copy with an offset of its own, so that other views of it are aligned.
  return data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
}
