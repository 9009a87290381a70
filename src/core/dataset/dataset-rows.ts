import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { datasetManifestSchema, splitNames, type DatasetManifest, type SplitName } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';

/** What a stored dataset says about its rows; `labels` [examples] are class indices. */
export type DatasetRows = { manifest: DatasetManifest; labels: Int32Array };

/** Datasets kept in memory: labels are 4 bytes an example. */
const keptDatasets = 8;

/** Reads manifests and labels of the datasets in a folder, by hash, and keeps the last few. */
export class DatasetRowsReader {
  readonly #folder: string;
  readonly #kept = new Map<string, DatasetRows>();

  constructor(datasetsFolder: string) {
    this.#folder = datasetsFolder;
  }

  /** Throws `not-found` when the dataset's files are not here (any more, or ever), `storage` when they are damaged. */
  async read(hash: string): Promise<DatasetRows> {
    const kept = this.#kept.get(hash) ?? (await readRows(this.#folder, hash));
    this.#kept.delete(hash);
    this.#kept.set(hash, kept);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > keptDatasets && oldest !== undefined) this.#kept.delete(oldest);
    return kept;
  }

  /** The manifest, or null when the files are not here or damaged. */
  async manifest(hash: string): Promise<DatasetManifest | null> {
    return this.read(hash).then(
      ({ manifest }) => manifest,
      () => null,
    );
  }
}

/** Rows of a split: the first one and how many. */
export function rangeOf({ splits }: DatasetManifest, split: SplitName): { first: number; count: number } {
  const before = splitNames.slice(0, splitNames.indexOf(split));
  return { first: before.reduce((sum, name) => sum + splits[name], 0), count: splits[split] };
}

/** The split a row belongs to; null for a row that is not in the dataset. */
export function splitOfRow(manifest: DatasetManifest, row: number): SplitName | null {
  const isIn = (split: SplitName) => {
    const { first, count } = rangeOf(manifest, split);
    return row >= first && row < first + count;
  };
  return splitNames.find(isIn) ?? null;
}

async function readRows(datasetsFolder: string, hash: string): Promise<DatasetRows> {
  const folder = join(datasetsFolder, hash);
  const [text, bytes] = await Promise.all([
    readFile(join(folder, 'manifest.json'), 'utf8'),
    readFile(join(folder, 'labels.i32')),
  ]).catch((error: unknown) => {
    throw new WorkbenchError(
      'not-found',
      `No dataset with SHA-256 ${hash} is here.`,
      'Import the same files with the same options, under any name.',
      {
        cause: error,
      },
    );
  });
  const manifest = datasetManifestSchema.safeParse(JSON.parse(text));
  const { train, validation, test } = manifest.data?.splits ?? { train: 0, validation: 0, test: 0 };
  if (!manifest.success || bytes.length !== 4 * (train + validation + test)) {
    throw new WorkbenchError(
      'storage',
      `The files of the dataset with SHA-256 ${hash} are damaged.`,
      'Import the same files with the same options again.',
    );
  }
  return { manifest: manifest.data, labels: int32sOf(bytes) };
}

function int32sOf(bytes: Buffer): Int32Array {
  const values = new Int32Array(bytes.length / 4);
  for (let at = 0; at < values.length; at++) values[at] = bytes.readInt32LE(4 * at);
  return values;
}
