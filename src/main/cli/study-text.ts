import type { Study, StudyRow } from '@shared/study';
import { printable } from './output';
import type { Style } from './terminal/style';
import { textTable, type Column } from './terminal/table';
import { durationText, numberText, percentText } from './terminal/words';

const comparison: readonly Column<StudyRow>[] = [
  { title: 'Distance', cell: (row) => printable(row.label) },
  { title: 'Train', right: true, cell: (row) => percentText(row.trainError) },
  { title: 'Leave one out', right: true, cell: (row) => percentText(row.trainLeaveOneOutError) },
  { title: 'Validation', right: true, cell: (row) => percentText(row.validationError) },
  { title: 'Best k', right: true, cell: (row) => bestK(row) },
  { title: 'Trained', right: true, cell: (row) => (row.trainMs === null ? '–' : durationText(row.trainMs)) },
  { title: 'Status', whole: true, cell: (row) => row.status },
];

const sweep: readonly Column<StudyRow>[] = [
  { title: 'Margin', right: true, cell: (row) => numberText(row.margin) },
  { title: 'Train', right: true, cell: (row) => percentText(row.trainError) },
  { title: 'Validation', right: true, cell: (row) => percentText(row.validationError) },
  { title: 'Best k', right: true, cell: (row) => bestK(row) },
  { title: 'Status', whole: true, cell: (row) => row.status },
];

/** A study for people: each part with what is seen in it, the comparison, and the error against the margin. */
export function studyText(study: Study, style: Style, width: number): string {
  const parts = study.parts.map((part) =>
    [
      style.bold(printable(part.title)),
      printable(part.question),
      ...part.findings.map((text) => `- ${printable(text)}`),
    ]
      .flatMap((line) => wrapped(line, width))
      .join('\n'),
  );
  const best =
    study.bestMargin === null
      ? ''
      : `\nBest margin, chosen on the validation split: ${numberText(study.bestMargin)}`;
  return [
    `${style.bold(study.id)}  the tutorial on ${printable(study.dataset)}: ${study.status}`,
    ...parts,
    `${style.bold('The four distances')}\n${textTable(comparison, study.table, width)}`,
    `${style.bold('Margin of the triplet loss')}\n${textTable(sweep, study.sweep, width)}${best}`,
  ].join('\n\n');
}

function bestK({ bestK: k, bestKValidationError }: StudyRow): string {
  return k === null ? '–' : `${k} (${percentText(bestKValidationError)})`;
}

function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = '';
    }
    line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
