import type { SplitName } from '@shared/dataset';
import type { FoundDataset, Shape } from '../dataset-formats/dataset-format';
import { badInput } from './bad-input';
import type { Source } from './source';

/** Images and labels from one file or pair of files: `pixels` is [n, h, w, c] bytes, `labels` any whole numbers. */
export type PixelPart = { split: SplitName | null; shape: Shape; pixels: Uint8Array; labels: Int32Array };

type Joined = {
  format: string;
  source: Source;
  parts: readonly PixelPart[];
  groupBy: string | undefined;
  /** Names of the labels 0, 1, …; the numbers themselves when absent. */
  classNames: readonly string[] | null;
  warnings?: readonly string[];
};

/** One dataset of several parts; throws `bad-input` when their shapes differ or a grouping is asked of files without names. */
export function joinPixelParts({
  format,
  source,
  parts,
  groupBy,
  classNames,
  warnings = [],
}: Joined): FoundDataset {
  if (groupBy !== undefined)
    throw badInput(
      `${source.name} has no file names or columns to group by.`,
      'Leave out the grouping for this format.',
    );
  const shape = commonShape(source, parts);
  const values = distinctValues(parts);
  const indexOf = new Map(values.map((value, index) => [value, index]));
  const starts: number[] = [];
  const labels = new Int32Array(parts.reduce((sum, part) => sum + part.labels.length, 0));
  const splits: (SplitName | null)[] = [];
  let filled = 0;
  for (const part of parts) {
    starts.push(filled);
    for (const value of part.labels) {
      labels[filled++] = indexOf.get(value) ?? 0;
      splits.push(part.split);
    }
  }
  const row = rowReader(parts, starts, shape);
  const names = values.map((value) => classNames?.[value] ?? String(value));
  return {
    format,
    classNames: names,
    labels,
    splits,
    groups: null,
    images: { kind: 'pixels', shape, row },
    warnings: [...warnings],
    source,
  };
}

function rowReader(parts: readonly PixelPart[], starts: readonly number[], shape: Shape) {
  const bytes = shape[0] * shape[1] * shape[2];
  return (index: number): Uint8Array => {
    const part = starts.findLastIndex((start) => start <= index);
    const offset = (index - (starts[part] ?? 0)) * bytes;
    return parts[part]?.pixels.subarray(offset, offset + bytes) ?? new Uint8Array(bytes);
  };
}

function commonShape(source: Source, parts: readonly PixelPart[]): Shape {
  const [first, ...others] = parts;
  if (first === undefined) throw badInput(`${source.name} holds no images.`, 'Check the files.');
  if (first.shape.some((n) => n < 1 || n > 4096))
    throw badInput(
      `${source.name} holds images of ${first.shape.join(' × ')}.`,
      'Height and width lie between 1 and 4096.',
    );
  for (const other of others)
    if (other.shape.join() !== first.shape.join())
      throw badInput(
        `${source.name} mixes images of ${first.shape.join(' × ')} and ${other.shape.join(' × ')}.`,
        'Import files whose images have one size.',
      );
  return first.shape;
}

function distinctValues(parts: readonly PixelPart[]): number[] {
  const values = new Set<number>();
  for (const part of parts) for (const value of part.labels) values.add(value);
  return [...values].sort((a, b) => a - b);
}
