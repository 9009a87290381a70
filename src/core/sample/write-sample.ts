import { createRandom } from '@ml/random';
import type { FoundDataset } from '../dataset-formats/dataset-format';
import { openMemorySource } from '../import/memory-source';
import type { PreparedImport } from '../import/prepare';
import type { Progress } from '../import/progress';
import { writeDataset } from '../import/write-dataset';
import { drawImage, sampleSide } from './draw-image';
import { sampleClasses } from './sample-classes';

const train = 600;
const validation = 150;

/**
 * Writes the built-in sample into an existing empty folder: 600 training and 150 validation images of 12 classes,
 * 64 × 64 in colour. The same bytes on every machine and at every time.
 */
export async function writeSample(folder: string, progress: Progress): Promise<void> {
  const count = train + validation;
  const labels = Int32Array.from({ length: count }, (_, i) => i % sampleClasses.length);
  const rows = Array.from(labels, (_, i) => i);
  const found: FoundDataset = {
    format: 'sample',
    classNames: sampleClasses.map(({ name }) => name),
    labels,
    splits: rows.map((i) => (i < train ? 'train' : 'validation')),
    groups: null,
    images: {
      kind: 'pixels',
      shape: [sampleSide, sampleSide, 3],
      row: (i) => drawExample(labels[i] ?? 0, i),
    },
    warnings: [],
    source: openMemorySource('the sample', new Map()),
  };
  const prepared: PreparedImport = {
    found,
    plan: { train: rows.slice(0, train), validation: rows.slice(train), test: [] },
    probe: null,
    leftOut: null,
    sizes: [{ height: sampleSide, width: sampleSide, count }],
    size: [sampleSide, sampleSide],
    warnings: [],
  };
  await writeDataset(prepared, folder, { concurrency: 1, about: () => {} }, progress);
}

/** Every image has its own stream of chance: it does not depend on the others. */
function drawExample(label: number, index: number): Uint8Array {
  const chosen = sampleClasses[label];
  if (chosen === undefined) throw new Error(`There is no class ${label}`);
  return drawImage(chosen, createRandom(12, `sample/${index}`));
}
