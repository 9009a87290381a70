import type { MetricOnImages } from '@ml/metric-on-images';
import type { MetricPicture } from '@ml/metric-picture';
import type { FirstLayer } from '@shared/run-bytes';
import type { ChartTable } from '../charts/chart';

/** The numbers behind the pictures of a first layer: one row for each channel of each pixel, one column a picture. */
export function layerCsv(
  { shape: [height, width, channels] }: Pick<FirstLayer, 'shape'>,
  picture: MetricPicture,
  onImages: MetricOnImages,
): ChartTable {
  const numbered = (name: string, all: readonly { pixels: ArrayLike<number> }[]) =>
    all.map(({ pixels }, at) => [`${name}_${at + 1}`, pixels] as const);
  const columns: (readonly [string, ArrayLike<number>])[] = [
    ['mean', onImages.mean],
    ['counts', onImages.contribution],
    ...numbered('pattern', onImages.patterns),
    ['weight', picture.diagonal],
    ...numbered('direction', picture.directions),
  ];
  return {
    columns: ['y', 'x', 'channel', ...columns.map(([name]) => name)],
    rows: Array.from({ length: height * width * channels }, (_, at) => [
      Math.floor(at / (width * channels)),
      Math.floor(at / channels) % width,
      at % channels,
      ...columns.map(([, values]) => values[at] ?? null),
    ]),
  };
}
