import type { ImportPreview } from '@shared/dataset';
import { unreadableWords } from '@shared/left-out-words';
import { classesText, namesOf, splitsText, warningLines } from './dataset-text';
import type { Style } from './terminal/style';

/** What an import would give, for people; `leavesOut`: is it asked to leave out what cannot be read? */
export function previewText(preview: ImportPreview, style: Style, leavesOut = false): string {
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
    ...warningLines([...unreadableText(preview.unreadable, leavesOut), ...preview.warnings], style),
    style.dim('Nothing was stored.'),
  ].join('\n');
}

function unreadableText(unreadable: ImportPreview['unreadable'], leavesOut: boolean): string[] {
  if (unreadable === null || unreadable.count === 0) return [];
  const found = `${unreadableWords(unreadable)}: ${namesOf(unreadable)}.`;
  return [
    leavesOut
      ? `${found} Not counted above.`
      : `${found} The import stops there, unless you add --unreadable leave-out.`,
  ];
}
