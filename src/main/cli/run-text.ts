import { flagOf } from '@shared/params';
import type { RunDetail, RunError, SplitScores } from '@shared/run';
import { printable } from './output';
import type { Style } from './terminal/style';
import { textTable, type Column } from './terminal/table';
import { durationText, numberText, percentText, timeText } from './terminal/words';

/** A run for people: how it ended, its scores, and (`full`) its settings and history. */
export function runText(run: RunDetail, style: Style, width: number, full: boolean): string {
  return [
    `${style.bold(run.id)}  ${printable(run.name)}`,
    statusLine(run),
    ...(run.removedAt === null
      ? []
      : [
          `In the trash since ${timeText(run.removedAt)}. Take it out: metric-workbench runs restore ${run.id}`,
        ]),
    ...(run.error
      ? [`${style.red(printable(run.error.message))}\n${printable(run.error.hint)}${rateFlag(run.error)}`]
      : []),
    ...(full ? ['', settingsText(run)] : []),
    ...(run.scores ? ['', scoresText(run, width)] : []),
    ...retrievalLines(run),
    ...(run.facts?.verdicts ?? []).flatMap(({ message, hint }) => ['', message, hint]),
  ].join('\n');
}

/** How a learning rate that holds is given; older runs have it in their hint. */
function rateFlag({ code, hint, holdingRate }: RunError): string {
  if (code !== 'diverged' || holdingRate === null || hint.includes('--')) return '';
  if (holdingRate === undefined) return ' (--learning-rate auto)';
  return ` (--learning-rate ${holdingRate}, or auto to have it found)`;
}

function statusLine(run: RunDetail): string {
  const { config, engine, timing, progress } = run;
  const facts = [
    `${config.distance} on ${printable(config.dataset)}`,
    progress.epochs > 0 ? `epoch ${progress.epoch} of ${progress.epochs}` : undefined,
    run.lastLoss === null ? undefined : `loss ${numberText(run.lastLoss)}`,
    timing ? `trained ${durationText(timing.trainMs)}, scored ${durationText(timing.evaluateMs)}` : undefined,
    engine
      ? `${engine.name} ${engine.version}${run.path && run.path !== 'none' ? `, ${run.path}` : ''}`
      : undefined,
  ];
  return `${run.status}: ${facts.filter((fact) => fact !== undefined).join('; ')}`;
}

function settingsText({ config, createdAt, datasetHash, tags, curves }: RunDetail): string {
  const parts = [config.embedding, config.loss, config.optimizer, config.sampler, config.normalizer];
  const settings = Object.entries(config.params).map(
    ([name, value]) => `${flagOf(name)} ${numberText(value)}`,
  );
  const losses = curves.loss.filter((loss) => loss !== null);
  const lines = [
    ['made', timeText(createdAt)],
    ['parts', parts.filter((part) => part !== null).join(', ')],
    ['settings', [...settings, `-k ${config.k}`, `--seed ${config.seed}`].join(' ')],
    ['data', `${printable(config.dataset)}, SHA-256 ${datasetHash.slice(0, 12)}…`],
    ...(tags.length > 0 ? [['tags', tags.map(printable).join(', ')]] : []),
    ...(losses.length > 0
      ? [['loss', `${numberText(losses[0])} at first, ${numberText(losses.at(-1))} at last`]]
      : []),
  ];
  return lines.map(([name = '', text = '']) => `${name.padEnd(10)}${text}`).join('\n');
}

/** The retrieval scores, on one line. */
function retrievalLines({ facts }: RunDetail): string[] {
  const scores = facts?.retrieval?.scores;
  if (!scores) return [];
  const { precisionAt1, rPrecision, meanAveragePrecisionAtR } = scores;
  return [
    '',
    `validation retrieval: precision@1 ${percentText(precisionAt1)}, R-precision ${percentText(rPrecision)}, MAP@R ${percentText(meanAveragePrecisionAtR)}`,
  ];
}

type ScoreRow = { title: string; scores: SplitScores };

function scoresText({ scores, config }: RunDetail, width: number): string {
  if (!scores) return '';
  const rows = [
    { title: 'train, itself among its neighbours', scores: scores.train },
    { title: 'train, leave one out', scores: scores.trainLeaveOneOut },
    { title: 'validation', scores: scores.validation },
    { title: 'test', scores: scores.test },
  ].filter((row): row is ScoreRow => row.scores !== null);
  const columns: Column<ScoreRow>[] = [
    { title: 'Error', cell: (row) => row.title },
    { title: `k = ${config.k}`, right: true, cell: (row) => percentText(row.scores.error) },
    ...someK(scores.train, config.k).map((k) => ({
      title: `k = ${k}`,
      right: true,
      cell: (row: ScoreRow) => percentText(row.scores.errorByK[k]),
    })),
    { title: 'Best k', right: true, cell: (row) => bestKText(row.scores) },
  ];
  return textTable(columns, rows, width);
}

function someK({ errorByK }: SplitScores, k: number): number[] {
  return [1, 5, 10].filter((candidate) => candidate !== k && errorByK[candidate] !== undefined);
}

function bestKText({ errorByK }: SplitScores): string {
  const best = Object.entries(errorByK).reduce<[string, number] | null>(
    (least, entry) => (least === null || entry[1] < least[1] ? entry : least),
    null,
  );
  return best ? `${best[0]} (${percentText(best[1])})` : '–';
}
