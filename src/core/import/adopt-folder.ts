import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { splitNames, type DatasetSummary } from '@shared/dataset';
import { WorkbenchError } from '@shared/errors';
import { onOtherDisk } from '../other-disk';
import { syncFolder } from '../sync-folder';
import { datasetFolder, readLabels, readManifestFile, verifyDatasetFolder } from './dataset-folder';
import { decodingNote } from './decoding-note';
import { codeOf } from './read-file';

/**
 * Moves a staged dataset to its place, named by its hash, after checking every byte of it; the same data imported
 * before is kept instead, unless it is damaged by now. Gives all of its summary that the files know. Throws `bad-input` or `storage`.
 */
export async function adoptFolder(
  staging: string,
  home: string,
): Promise<Pick<DatasetSummary, 'hash' | 'examples' | 'classes' | 'shape' | 'splits' | 'bytes'>> {
  await rm(join(staging, decodingNote), { force: true });
  const { manifest, hash } = await readManifestFile(staging);
  const { bytes } = await verifyDatasetFolder(staging, manifest);
  const labels = await readLabels(staging);
  const counts = manifest.classNames.map(() => 0);
  for (const label of labels) {
    if (counts[label] === undefined)
      throw new WorkbenchError(
        'storage',
        `The staged dataset has a label ${label} without a class.`,
        'Import again.',
      );
    counts[label] += 1;
  }
  const target = datasetFolder(home, hash);
  if (await isWhole(target, hash)) {
    await rm(staging, { recursive: true, force: true });
  } else {
    // What was stored there has been damaged since: importing the same data again mends it.
    await rm(target, { recursive: true, force: true });
    await move(staging, target);
  }
  return {
    hash,
    examples: splitNames.reduce((sum, split) => sum + manifest.splits[split], 0),
    classes: manifest.classNames.map((name, i) => ({ name, count: counts[i] ?? 0 })),
    shape: manifest.shape,
    splits: manifest.splits,
    bytes,
  };
}

async function move(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true, mode: 0o700 });
  await syncFolder(from);
  await rename(from, to).catch((error: unknown) => {
    throw codeOf(error) === 'EXDEV' ? onOtherDisk(dirname(to), error) : error;
  });
  await syncFolder(dirname(to));
}

async function isWhole(folder: string, expected: string): Promise<boolean> {
  try {
    const { manifest, hash } = await readManifestFile(folder);
    await verifyDatasetFolder(folder, manifest);
    return hash === expected;
  } catch {
    return false;
  }
}
