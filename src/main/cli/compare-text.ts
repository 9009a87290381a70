import { bestOf, scoreLines, type ScoreLine } from '@ml/compare/scores';
import { testWords, verdictOf } from '@ml/compare/words';
import type { Comparison, SettingRow } from '@shared/compare';
import { printable } from './output';
import type { Style } from './terminal/style';
import { textTable, type Column } from './terminal/table';
import { numberText, percentText } from './terminal/words';

/** A comparison for people: which settings differ (or all), the scores with the best marked, and the tests in words. */
export function compareText(comparison: Comparison, style: Style, width: number, all: boolean): string {
  const { runs, settings, tests } = comparison;
  const shown = settings.filter(({ differs }) => all || differs);
  return [
    ...runs.map(({ id, name }) => `${style.bold(id)}  ${printable(name)}`),
    '',
    style.bold(all ? 'Settings' : 'Settings that differ'),
    shown.length > 0 ? settingsTable(comparison, shown, width) : 'None: the runs were set up alike.',
    '',
    style.bold('Scores'),
    scoresTable(comparison, style, width),
    '',
    style.bold(
      `McNemar on the ${comparison.split} images${comparison.split === 'train' ? ' (leave-one-out)' : ''}, against ${comparison.baseline}`,
    ),
    ...tests.map((test) => {
      const words = testWords(test, comparison.baseline, tests.length);
      const verdict = verdictOf(test);
      return verdict === 'better' ? style.green(words) : verdict === 'worse' ? style.red(words) : words;
    }),
    ...runs.flatMap(({ problem }) => (problem ? [style.yellow(printable(problem))] : [])),
  ].join('\n');
}

function settingsTable({ runs }: Comparison, rows: readonly SettingRow[], width: number): string {
  const columns: Column<SettingRow>[] = [
    { title: 'Setting', whole: true, cell: ({ label }) => label },
    ...runs.map(({ id }, at) => ({
      title: id,
      cell: ({ key, values }: SettingRow) => cellText(key, values[at]),
    })),
  ];
  return textTable(columns, rows, width);
}

function cellText(key: string, value: string | number | null | undefined): string {
  if (typeof value === 'number') return numberText(value);
  if (value === null || value === undefined) return '–';
  return printable(key === 'datasetHash' ? `${value.slice(0, 12)}…` : value);
}

function scoresTable(comparison: Comparison, style: Style, width: number): string {
  const columns: Column<ScoreLine>[] = [
    { title: 'Score', whole: true, cell: ({ label }) => label },
    ...comparison.runs.map(({ id, k }, at) => ({
      title: k === null ? id : `${id}, k = ${k}`,
      right: true,
      cell: (line: ScoreLine) =>
        `${percentText(line.values[at])}${bestOf(line, comparison).includes(at) ? ' ★' : '  '}`,
    })),
  ];
  return textTable(columns, scoreLines(comparison.runs), width, (text) =>
    text.includes('★') ? style.bold(text) : text,
  );
}
