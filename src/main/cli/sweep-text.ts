import { flagOf } from '@shared/params';
import type { Configuration, Estimate, SweepSummary } from '@shared/sweep';
import { printable } from './output';
import type { Style } from './terminal/style';
import { textTable, type Column } from './terminal/table';
import { durationText, numberText, percentText, timeText } from './terminal/words';

/** A sweep for people: how it ended, every configuration with what it came to, and what is chosen. */
export function sweepText(sweep: SweepSummary, style: Style, width: number): string {
  return [
    `${style.bold(sweep.id)}  ${printable(sweep.name)}`,
    statusLine(sweep),
    ...(sweep.removedAt === undefined
      ? []
      : [
          `In the trash since ${timeText(sweep.removedAt)}. Take it out: metric-workbench sweeps restore ${sweep.id}`,
        ]),
    ...(sweep.error ? [`${style.red(printable(sweep.error.message))}\n${printable(sweep.error.hint)}`] : []),
    '',
    style.bold(selectionText(sweep)),
    tableOf(sweep, style, width),
    ...legendOf(sweep),
    ...nestedText(sweep),
  ].join('\n');
}

/** How the configurations are compared, in words that do not flatter. */
export function selectionText({ selection, config }: Pick<SweepSummary, 'selection' | 'config'>): string {
  if (selection === 'validation-split')
    return 'Chosen on the validation split: the best error is too good to be true';
  const nested = config.outerFolds > 0 ? `, inside ${config.outerFolds} outer folds` : '';
  return `Cross-validation over ${config.folds} folds${nested}`;
}

/** "★" the best, "1 SE" the one-standard-error choice, "=" not distinguishable from the best; or what went wrong. */
export function marksOf(sweep: SweepSummary, configuration: Configuration, index: number): string {
  if (configuration.status !== 'finished')
    return configuration.status === 'waiting' ? '' : configuration.status;
  const isBest = sweep.best?.index === index;
  return [
    isBest ? '★' : configuration.indistinguishable ? '=' : '',
    sweep.oneStandardError?.index === index ? '1 SE' : '',
  ]
    .filter((mark) => mark !== '')
    .join(' ');
}

/** "12.3 % ± 0.8", or "–" where it is not measured. */
export function estimateText({ mean, standardError }: Estimate): string {
  if (mean === null || standardError === null) return percentText(mean);
  return `${percentText(mean)} ± ${(100 * standardError).toFixed(1)}`;
}

function statusLine({ status, config, progress, reused, timing, engine }: SweepSummary): string {
  const facts = [
    `${config.base.distance} on ${printable(config.base.dataset)}`,
    `${progress.finished} of ${progress.total} fits${reused > 0 ? ` (${reused} known from earlier sweeps)` : ''}`,
    timing.totalMs > 0 ? durationText(timing.totalMs) : null,
    engine,
  ];
  return `${status}: ${facts.filter((fact) => fact !== null).join('; ')}`;
}

type Line = { configuration: Configuration; index: number };

function tableOf(sweep: SweepSummary, style: Style, width: number): string {
  const columns: Column<Line>[] = [
    ...sweep.config.axes.map(({ name }) => ({
      title: name,
      right: true,
      cell: ({ configuration }: Line) => numberText(configuration.values[name]),
    })),
    { title: 'Train', right: true, cell: (line) => estimateText(line.configuration.train) },
    { title: 'Validation', right: true, cell: (line) => estimateText(line.configuration.validation) },
    { title: '', whole: true, cell: (line) => marksOf(sweep, line.configuration, line.index) },
  ];
  const lines = sweep.configurations.map((configuration, index) => ({ configuration, index }));
  return textTable(columns, lines, width, (text, line) =>
    line.index === sweep.best?.index ? style.bold(text) : text,
  );
}

function legendOf({ best, oneStandardError, selection, config }: SweepSummary): string[] {
  if (!best) return [];
  const meaning = [
    `★ best${valuesText(best.values)}`,
    oneStandardError &&
      `1 SE the simplest within one standard error of it${valuesText(oneStandardError.values)}`,
    selection === 'cross-validation' && config.folds > 1 && '= not distinguishable from the best (5 %)',
  ];
  return ['', ...meaning.filter((line) => typeof line === 'string')];
}

function valuesText(values: Readonly<Record<string, number>>): string {
  const flags = Object.entries(values).map(([name, value]) =>
    name === 'k' ? `-k ${value}` : `${flagOf(name)} ${numberText(value)}`,
  );
  return flags.length === 0 ? '' : `: ${flags.join(' ')}`;
}

function nestedText({ nested, optimismGap }: SweepSummary): string[] {
  if (!nested || optimismGap === null) return [];
  const points = (100 * Math.abs(optimismGap)).toFixed(1);
  return [
    '',
    `The choice by inner folds claims ${percentText(nested.innerError)}; on outer folds that took no part in it ${estimateText(nested.outer)}.`,
    `Optimism gap: ${optimismGap < 0 ? '−' : ''}${points} points${optimismGap < 0 ? ', by which choosing flatters itself' : ''}.`,
  ];
}
