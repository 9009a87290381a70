import { axisSpecs } from '@ml/sweep/axes';
import type { AxisValues } from '@ml/sweep/configurations';
import type { Estimate, SweepConfig, SweepRow, SweepSummary } from '@shared/sweep';
import type { SweepPoint } from '../state/sweep/sweep-at-k';
import { settingsOf, type Fact } from './facts';
import { percent, plural } from './numbers';
import { statusLabels } from './run-words';
import { duration, timeLeft } from './times';

/** A sweep as the page has it: a row of the list, or everything. */
export type KnownSweep = SweepRow | SweepSummary;

/** Is everything about the sweep here, or only its row? */
export const isWhole = (sweep: KnownSweep): sweep is SweepSummary => 'configurations' in sweep;

/** The held-out error of the best configuration; null until there is one. */
export function bestErrorOf(sweep: KnownSweep): Estimate | null {
  if (!isWhole(sweep)) return sweep.bestError;
  return (sweep.best && sweep.configurations[sweep.best.index]?.validation) ?? null;
}

/** What an axis is called: its setting's label; the name itself when it is not known here. */
export const axisLabel = (name: string): string => axisSpecs()[name]?.label ?? name;

/** A value of an axis without rounding noise: 0.30000000000000004 → "0.3". */
export const axisValue = (value: number): string => String(Number(value.toPrecision(4)));

/** The values of a configuration: "Margin α 0.5, k 5". */
export const valuesText = (values: AxisValues): string =>
  Object.entries(values)
    .map(([name, value]) => `${axisLabel(name)} ${axisValue(value)}`)
    .join(', ');

/** A mean with its standard error: "12.3 % ± 0.8". */
export function estimateText({ mean, standardError }: Estimate): string {
  return [percent(mean), mean === null ? '' : plusMinus({ standardError })].filter(Boolean).join(' ');
}

/** A standard error of a mean in percent: "± 0.8"; empty where it is not known. */
export const plusMinus = ({ standardError }: Pick<Estimate, 'standardError'>): string =>
  standardError === null ? '' : `± ${(standardError * 100).toFixed(1)}`;

/** Where a configuration stands: how many of its folds its error is of; empty when all of them are in. */
export function pointStandText({
  status,
  measured: { done, of },
}: Pick<SweepPoint, 'status' | 'measured'>): string {
  if (status === 'finished') return '';
  return status === 'waiting' && done > 0 ? `${done} of ${plural(of, 'fold')}` : status;
}

/** What is varied and how it is measured: "Margin α (15) · 5 folds". */
export function designText({ config: { axes, folds, outerFolds } }: KnownSweep): string {
  const varied = axes.map(({ name, values }) => `${axisLabel(name)} (${values.length})`).join(' × ');
  const measured = folds === 0 ? 'validation split' : plural(folds, 'fold');
  const nested = outerFolds > 0 ? `, ${outerFolds} outer` : '';
  return [varied, `${measured}${nested}`].filter(Boolean).join(' · ');
}

/** Where the whole sweep stands: time left while it trains, else how it ended. */
export function sweepStandText({ status, progress, timing }: KnownSweep): string {
  if (status === 'queued') return 'Waiting for its turn';
  if (status === 'running') return timeLeft(progress.timeLeftMs);
  if (status === 'finished') return `Done in ${duration(timing.totalMs)}`;
  return `${statusLabels[status]} after ${plural(progress.finished, 'fit')}: what is measured stays`;
}

/** How far to trust the best of a sweep; `tone` says whether it is a warning. */
export function honestyOf({ selection, config }: KnownSweep): {
  tone: 'warning' | 'plain';
  message: string;
  hint: string;
} {
  if (selection === 'validation-split')
    return {
      tone: 'warning',
      message: 'Chosen on the validation split: too good to be true.',
      hint: 'The same images choose the best and score it, so its error flatters. Cross-validate for an honest comparison.',
    };
  return {
    tone: 'plain',
    message: `Cross-validated over ${plural(config.folds, 'fold')} of the training images; the validation split takes no part.`,
    hint:
      config.outerFolds > 0
        ? ''
        : 'The lowest of many still flatters a little; outer folds around the sweep measure by how much.',
  };
}

/** What choosing claims against what images say that took no part in it; null without outer folds. */
export function optimismText({ nested, optimismGap }: SweepSummary): string | null {
  if (!nested || optimismGap === null) return null;
  const points = (Math.abs(optimismGap) * 100).toFixed(1);
  const verdict =
    optimismGap < 0
      ? `Choosing flatters by ${points} points`
      : `Choosing does not flatter here (${points} points the other way, as inner folds train on fewer images)`;
  return `${verdict}: the inner folds claim ${percent(nested.innerError)}, the outer folds, which took no part, say ${estimateText(nested.outer)}.`;
}

/** What is the same for every configuration, in words. */
export function fixedSettingsOf({ base, axes }: SweepConfig): Fact[] {
  const varied = new Set(axes.map(({ name }) => name));
  const params = Object.entries(base.params).filter(([name]) => !varied.has(name));
  const facts = settingsOf({ ...base, params: Object.fromEntries(params) });
  return varied.has('k') ? facts.filter(({ label }) => label !== 'Neighbours k') : facts;
}
