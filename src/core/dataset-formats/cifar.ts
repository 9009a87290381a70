import { badInput } from '../import/bad-input';
import { cifarKindOf, parseCifar, type CifarKind } from '../import/cifar-file';
import { joinPixelParts, type PixelPart } from '../import/pixel-parts';
import { baseName, extension, type Source, type SourceEntry } from '../import/source';
import { splitOfWord } from '../import/split-names';
import { readLines } from '../import/text-lines';
import { defineDatasetFormat } from './dataset-format';

/** The binary version of CIFAR-10 and CIFAR-100 (with the fine labels), unpacked; `test` files are the test split. */
export const cifar = defineDatasetFormat({
  id: 'cifar',
  label: 'CIFAR-10/100 binary',
  help: 'data_batch_1.bin … test_batch.bin with batches.meta.txt, or train.bin and test.bin with fine_label_names.txt.',
  detect: async (source) => batches(source).some((entry) => cifarKindOf(entry.path, entry.size) !== null),
  open: async (source, { groupBy }) => {
    const found = batches(source);
    const first = found[0];
    if (first === undefined)
      throw badInput(
        `${source.name} holds no CIFAR files.`,
        'They are called like data_batch_1.bin; unpack the tar.gz first.',
      );
    const kind = cifarKindOf(first.path, first.size) ?? 'cifar-10';
    const parts: PixelPart[] = [];
    for (const entry of found) {
      const { pixels, labels } = parseCifar(await source.read(entry.path), entry.path, kind);
      parts.push({ split: splitOf(entry.path), shape: [32, 32, 3], pixels, labels });
    }
    return joinPixelParts({
      format: 'cifar',
      source,
      parts,
      groupBy,
      classNames: await classNames(source, kind),
    });
  },
});

function batches(source: Source): SourceEntry[] {
  const named = /^(data_batch_\d+|test_batch|train|test)\.bin$/;
  return source.entries.filter((entry) => named.test(baseName(entry.path)));
}

function splitOf(path: string) {
  return splitOfWord(/^[a-z]+/.exec(baseName(path).replace('data_batch', 'train'))?.[0] ?? '');
}

async function classNames(source: Source, kind: CifarKind): Promise<string[] | null> {
  const wanted = kind === 'cifar-10' ? 'batches.meta.txt' : 'fine_label_names.txt';
  const file = source.entries.find(
    (entry) => extension(entry.path) === 'txt' && baseName(entry.path) === wanted,
  );
  return file === undefined ? null : readLines(source, file.path);
}
