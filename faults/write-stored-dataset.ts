import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetManifest } from '@shared/dataset';

/** Writes images [rows × height × width × channels] and labels [rows] as an import leaves them; gives their manifest. */
export function writeStoredDataset(
  folder: string,
  about: Pick<DatasetManifest, 'shape' | 'classNames' | 'splits'>,
  images: Uint8Array,
  labels: Int32Array,
): DatasetManifest {
  const bytes = new Uint8Array(labels.buffer, labels.byteOffset, labels.byteLength);
  const manifest: DatasetManifest = {
    format: 'metric-workbench-dataset-1',
    ...about,
    groups: null,
    sha256: { images: sha256(images), labels: sha256(bytes) },
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  writeFileSync(join(folder, 'images.u8'), images);
  writeFileSync(join(folder, 'labels.i32'), bytes);
  return manifest;
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
