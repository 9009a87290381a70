import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { writeSection } from '../bench/section';
import type { Figure, Suite } from './suites/suite';

/** What became of a suite. */
export type Outcome = {
  suite: Suite;
  figures: Figure[];
  /** What went wrong outside of any check, or why it was skipped. */
  fault: string | null;
  skipped: string | null;
  seconds: number;
  totals: { passed: number; failed: number; skipped: number };
};

/** The figures of a suite as lines for a terminal. */
export function figureLines(figures: readonly Figure[]): string[] {
  const width = Math.max(0, ...figures.map(({ name }) => name.length));
  return figures.map(({ name, value, goal, met }) => {
    const mark = met === null ? '        ' : met ? '  ok    ' : '  FAILED';
    return `${mark}  ${name.padEnd(width)}  ${value}${goal && `  (goal ${goal})`}`;
  });
}

/** The line that `npm test` reads. */
export function closingLine(outcomes: readonly Outcome[]): string {
  const sum = (of: 'passed' | 'failed' | 'skipped') =>
    outcomes.reduce((total, { totals }) => total + totals[of], 0);
  return `${sum('passed')} passed, ${sum('failed')} failed${sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''}`;
}

/** Puts the figures of a suite that ran into its section of a Markdown file. */
export function writeMarkdown(file: string, outcome: Outcome, date: string): void {
  const { suite, figures, skipped, seconds, totals } = outcome;
  if (skipped !== null) return;
  const rows = figures.map(
    ({ name, value, goal, met }) =>
      `| ${name} | ${value} | ${goal} | ${met === null ? '' : met ? 'yes' : '**no**'} |`,
  );
  const table = ['| figure | value | goal | met |', '|---|---|---|---|', ...rows].join('\n');
  const words = `${date}, ${cpus().length} cores, Node ${process.version}: ${totals.passed} checks passed, ${totals.failed} failed, ${seconds.toFixed(0)} s.`;
  makePlace(file, suite);
  writeSection(file, suite.id, `${table}\n\n${words}`, 'faults');
}

/** A suite that has no section yet gets one at the end. */
function makePlace(file: string, { id, title }: Suite): void {
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  if (text.includes(`<!-- faults:${id} -->`)) return;
  const heading = title.charAt(0).toUpperCase() + title.slice(1);
  appendFileSync(file, `\n## ${heading}\n\n<!-- faults:${id} -->\n\n<!-- faults:end -->\n`);
}
