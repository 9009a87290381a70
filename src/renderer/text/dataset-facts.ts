import type { DatasetSummary } from '@shared/dataset';
import { count, plural } from './numbers';

/** A dataset in a line: "750 images · 12 classes · 64 × 64 colour · train 600, validation 150". */
export function datasetFacts({ examples, classes, shape, splits }: DatasetSummary): string {
  const [height, width, channels] = shape;
  const parts = [
    plural(examples, 'image'),
    plural(classes.length, 'class', 'classes'),
    `${height} × ${width} ${channels === 1 ? 'grey' : 'colour'}`,
    Object.entries(splits)
      .filter(([, size]) => size > 0)
      .map(([split, size]) => `${split} ${count(size)}`)
      .join(', '),
  ];
  return parts.join(' · ');
}
