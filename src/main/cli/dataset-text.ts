import type { DatasetSummary, UnreadableFiles } from '@shared/dataset';
import { leftOutWords } from '@shared/left-out-words';
import { printable } from './output';
import type { Style } from './terminal/style';
import { bytesText, timeText } from './terminal/words';

/** A dataset for people. */
export function datasetText(dataset: DatasetSummary, style: Style): string {
  const { shape, splits } = dataset;
  const lines = [
    ['examples', `${dataset.examples} (${splitsText(splits)})`],
    ['images', `${shape[0]}×${shape[1]}, ${shape[2] === 1 ? 'grey' : 'colour'}`],
    ['classes', classesText(dataset.classes)],
    ['from', `${printable(dataset.source)} (${dataset.format}), ${timeText(dataset.importedAt)}`],
    ['size', bytesText(dataset.bytes)],
    ['SHA-256', dataset.hash],
  ];
  return [
    style.bold(printable(dataset.name)),
    ...lines.map(([name = '', text = '']) => `${name.padEnd(10)}${text}`),
    ...warningLines([...leftOutText(dataset.leftOut), ...dataset.warnings], style),
  ].join('\n');
}

function leftOutText(leftOut: UnreadableFiles | undefined): string[] {
  return leftOut && leftOut.count > 0 ? [`${leftOutWords(leftOut)} ${namesOf(leftOut)}.`] : [];
}

/** The first few of unreadable files by name. */
export function namesOf({ count, files }: UnreadableFiles): string {
  const shown = files.slice(0, 3).map(({ path }) => path);
  return count > shown.length ? `${shown.join(', ')} and ${count - shown.length} more` : shown.join(', ');
}

/** "600 train, 150 validation": the splits that have examples. */
export function splitsText(splits: DatasetSummary['splits']): string {
  const parts = Object.entries(splits).filter(([, count]) => count > 0);
  return parts.map(([name, count]) => `${count} ${name}`).join(', ');
}

/** "12: apple (50), pear (50) …": at most eight by name. */
export function classesText(classes: DatasetSummary['classes']): string {
  const shown = classes.slice(0, 8).map(({ name, count }) => `${printable(name)} (${count})`);
  return `${classes.length}: ${shown.join(', ')}${classes.length > shown.length ? ' …' : ''}`;
}

/** One line a warning. */
export function warningLines(warnings: readonly string[], style: Style): string[] {
  return warnings.map((warning) => `${style.yellow('Warning:')} ${printable(warning)}`);
}
