import type { RunSummary } from '@shared/run';
import { percent, short } from '../../text/numbers';
import { distanceLabel, statusLabels } from '../../text/run-words';
import { duration, moment } from '../../text/times';

type Value = string | number | null | undefined;

/** A column of the runs table: where its value comes from, how it is written, and how much room it needs. */
export type RunColumn = {
  key: string;
  label: string;
  /** Shown on hover: what it is exactly. */
  title: string;
  /** Numbers stand to the right and are averaged over a group. */
  number: boolean;
  /** At the usual size of text. */
  widthPx: number;
  /** Takes what the others leave of the room, from `widthPx` on. */
  grows?: boolean;
  /** Columns of the first look go from the highest number on when there is little room; 0 is only shown on wish. */
  rank: number;
  value: (run: RunSummary) => Value;
  /** A number as people read it; the mean of a group is written the same way. */
  write?: (value: number) => string;
};

const leaveOneOut = 'Training error, each image left out of its own neighbours';

const setting = (key: string, label: string): RunColumn => ({
  key,
  label,
  title: `Setting: ${label.toLowerCase()}`,
  number: true,
  widthPx: 84,
  rank: 0,
  value: (run) => run.config.params[key],
  write: short,
});

/** Every column that can be shown, in the order in which they stand; the name always comes before them. */
export const runColumns: readonly RunColumn[] = [
  {
    key: 'status',
    label: 'Status',
    title: 'Status',
    number: false,
    widthPx: 108,
    rank: 1,
    value: (run) => run.status,
  },
  {
    key: 'distance',
    label: 'Distance',
    title: 'Distance, and the settings that differ from its own',
    number: false,
    widthPx: 190,
    grows: true,
    rank: 2.5,
    value: (run) => distanceLabel(run.config.distance),
  },
  {
    key: 'dataset',
    label: 'Dataset',
    title: 'Dataset',
    number: false,
    widthPx: 104,
    rank: 6,
    value: (run) => run.config.dataset.toLowerCase(),
  },
  {
    key: 'train',
    label: 'Train',
    title: 'Training error, each image among its own neighbours',
    number: true,
    widthPx: 92,
    rank: 0,
    value: (run) => run.scores?.train.error,
    write: percent,
  },
  {
    key: 'leaveOneOut',
    label: 'Leave-1-out',
    title: leaveOneOut,
    number: true,
    widthPx: 104,
    rank: 5,
    value: (run) => run.scores?.trainLeaveOneOut.error,
    write: percent,
  },
  {
    key: 'validation',
    label: 'Validation',
    title: 'Validation error at the end',
    number: true,
    widthPx: 104,
    rank: 2,
    value: (run) => run.scores?.validation?.error,
    write: percent,
  },
  {
    key: 'bestValidation',
    label: 'Best validation',
    title: 'Lowest validation error of any epoch',
    number: true,
    widthPx: 124,
    rank: 9,
    value: (run) => run.best.validationError,
    write: percent,
  },
  {
    key: 'loss',
    label: 'Loss',
    title: 'Last loss',
    number: true,
    // In a group it is "0.0116 ± 0.0023".
    widthPx: 144,
    rank: 7,
    value: (run) => run.lastLoss,
    write: short,
  },
  {
    key: 'bestLoss',
    label: 'Best loss',
    title: 'Lowest loss of any epoch',
    number: true,
    widthPx: 144,
    rank: 0,
    value: (run) => run.best.loss,
    write: short,
  },
  {
    key: 'tags',
    label: 'Tags',
    title: 'Tags: click to change',
    number: false,
    widthPx: 112,
    rank: 3,
    value: (run) => run.tags.join(', ').toLowerCase() || null,
  },
  {
    key: 'notes',
    label: 'Notes',
    title: 'Notes: click to change',
    number: false,
    widthPx: 160,
    rank: 0,
    value: (run) => run.notes.toLowerCase() || null,
  },
  setting('margin', 'Margin'),
  setting('learningRate', 'Rate'),
  {
    key: 'k',
    label: 'k',
    title: 'Neighbours that vote',
    number: true,
    widthPx: 56,
    rank: 0,
    value: (run) => run.config.k,
    write: String,
  },
  {
    key: 'seed',
    label: 'Seed',
    title: 'Seed',
    number: true,
    widthPx: 64,
    rank: 0,
    value: (run) => run.config.seed,
    write: String,
  },
  {
    key: 'engine',
    label: 'Engine',
    title: 'Engine',
    number: false,
    widthPx: 80,
    rank: 0,
    value: (run) => run.engine?.name,
  },
  {
    key: 'time',
    label: 'Time',
    title: 'Time in all',
    number: true,
    widthPx: 80,
    rank: 8,
    value: (run) => run.timing?.totalMs,
    write: duration,
  },
  {
    key: 'created',
    label: 'Started',
    title: 'When it was started',
    number: false,
    widthPx: 104,
    rank: 4.5,
    value: (run) => run.createdAt,
  },
];

/** The column before all others. */
export const nameColumn: RunColumn = {
  key: 'name',
  label: 'Run',
  title: 'Name',
  number: false,
  widthPx: 228,
  grows: true,
  rank: 1,
  value: (run) => run.name.toLowerCase(),
};

const byKey = new Map([nameColumn, ...runColumns].map((column) => [column.key, column]));

/** The column of a key; undefined for one that is not known. */
export const columnOf = (key: string): RunColumn | undefined => byKey.get(key);

/** The columns to show in so many pixels: those chosen, or else as many of the first look as have room. */
export function shownColumns(chosen: readonly string[] | null, roomPx: number): RunColumn[] {
  if (chosen) return runColumns.filter(({ key }) => chosen.includes(key));
  const wanted = runColumns.filter(({ rank }) => rank > 0).toSorted((a, b) => a.rank - b.rank);
  let left = roomPx - nameColumn.widthPx;
  const fitting = new Set(wanted.filter(({ widthPx }) => (left -= widthPx) >= 0).map(({ key }) => key));
  return runColumns.filter(({ key }) => fitting.has(key));
}

/** What stands in a plain cell. */
export function cellText(column: RunColumn, run: RunSummary, now: Date): string {
  if (column.key === 'dataset') return run.config.dataset;
  if (column.key === 'status') return statusLabels[run.status];
  if (column.key === 'created') return moment(run.createdAt, now);
  const value = column.value(run);
  if (value === null || value === undefined) return '–';
  return typeof value === 'number' ? (column.write ?? String)(value) : value;
}
