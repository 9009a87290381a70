import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DatasetManifest } from '@shared/dataset';
import { writeSample } from '@core/sample/write-sample';
import { writeFashionMnist } from './fashion-mnist';
import type { DataFile } from './protocol';
import { writeSynthetic } from './synthetic';

const splits = { train: 600, validation: 150, test: 0 };

/** Dataset folders of 600 training and 150 validation images: some of Fashion-MNIST (synthetic ones where it is missing), and the sample. */
export async function diagnosticsData(root: string): Promise<{ name: string; folder: string }[]> {
  const fashion = writeFashionMnist(root, true);
  const sample = join(root, 'sample');
  mkdirSync(sample);
  await writeSample(sample, () => undefined);
  return [
    {
      name: `${fashion ? 'Fashion-MNIST' : 'synthetic'}, 600 × 784`,
      folder: asDataset(fashion ?? writeSynthetic(root, 750, 600, 28, 1), [28, 28, 1]),
    },
    { name: 'the sample, 600 × 12,288', folder: sample },
  ];
}

/** The first rows of a data folder as an import leaves them. */
function asDataset({ folder, size, classes }: DataFile, shape: DatasetManifest['shape']): string {
  const rows = splits.train + splits.validation;
  const images = readFileSync(join(folder, 'images.u8')).subarray(0, rows * size);
  const labels = readFileSync(join(folder, 'labels.i32')).subarray(0, rows * 4);
  const into = `${folder}-dataset`;
  mkdirSync(into);
  const manifest: DatasetManifest = {
    format: 'metric-workbench-dataset-1',
    shape,
    classNames: Array.from({ length: classes }, (_, index) => `class ${index}`),
    splits,
    groups: null,
    sha256: { images: hash(images), labels: hash(labels) },
  };
  writeFileSync(join(into, 'images.u8'), images);
  writeFileSync(join(into, 'labels.i32'), labels);
  writeFileSync(join(into, 'manifest.json'), JSON.stringify(manifest));
  return into;
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
