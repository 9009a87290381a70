import { basename, join } from 'node:path';
import { datasetManifestSchema, type DatasetManifest } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { NotAsStored, readStored, type Expected } from './stored-file';

/** A dataset as a run needs it: bytes of all rows [examples, size] and their class indices. */
export type DatasetFile = { manifest: DatasetManifest; pixels: Uint8Array; labels: Int32Array; size: number };

/**
 * Reads a dataset folder; throws `storage` naming every file that is missing, unreadable or not what was imported. All of it is
 * in memory afterwards: what becomes of the files during a run cannot change its results.
 */
export function readDataset(folder: string): DatasetFile {
  const manifest = readManifest(folder);
  const [height, width, channels] = manifest.shape;
  const size = height * width * channels;
  const { train, validation, test } = manifest.splits;
  const examples = train + validation + test;
  const { images, labels } = manifest.sha256;
  const faults: string[] = [];
  const read = (name: string, expected: Expected): Uint8Array => {
    const file = join(folder, name);
    try {
      return readStored(file, expected);
    } catch (error) {
      if (!(error instanceof NotAsStored)) throw error;
      faults.push(`${file} ${error.message}`);
      return new Uint8Array();
    }
  };
  const pixels = read('images.u8', { bytes: examples * size, sha256: images });
  const labelBytes = read('labels.i32', { bytes: examples * 4, sha256: labels });
  if (faults.length > 0) throw notAsStored(faults);
  return {
    manifest,
    pixels,
    // A copy with an offset of its own, so that it is aligned.
    labels: new Int32Array(Uint8Array.from(labelBytes).buffer),
    size,
  };
}

function readManifest(folder: string): DatasetManifest {
  const file = join(folder, 'manifest.json');
  // The folder of a stored dataset is named by the hash of its manifest.
  const hash = /^[0-9a-f]{64}$/.exec(basename(folder))?.[0] ?? null;
  try {
    const bytes = readStored(file, { bytes: null, sha256: hash });
    return datasetManifestSchema.parse(JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (cause) {
    throw notAsStored([`${file} ${cause instanceof NotAsStored ? cause.message : 'is damaged'}`], cause);
  }
}

const fileCount = 3;

function notAsStored(faults: readonly string[], cause?: unknown): WorkbenchError {
  return new WorkbenchError(
    'storage',
    `${faults.length} of the ${fileCount} files of the dataset cannot be used: ${faults.join('; ')}.`,
    'Put the file back, or remove the dataset and import it again; then resume the run.',
    { cause },
  );
}
