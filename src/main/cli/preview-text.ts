import type { ImportPreview } from '@shared/dataset';
import { classesText, splitsText, warningLines } from './dataset-text';
import type { Style } from './terminal/style';

/** What an import would give, for people. */
export function previewText(preview: ImportPreview, style: Style): string {
  const sizes = preview.sizes.slice(0, 5).map(({ height, width, count }) => `${height}×${width} (${count})`);
  const lines = [
    ['format', preview.format],
    ['examples', `${preview.examples} (${splitsText(preview.splits)})`],
    [
      'images',
      `${preview.channels === 1 ? 'grey' : 'colour'}, ${sizes.join(', ')}${preview.sizes.length > 5 ? ' …' : ''}`,
    ],
    ['classes', classesText(preview.classes)],
  ];
  return [
    ...lines.map(([name = '', text = '']) => `${name.padEnd(10)}${text}`),
    ...warningLines(preview.warnings, style),
    style.dim('Nothing was stored.'),
  ].join('\n');
}
