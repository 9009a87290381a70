import { partsOfFolding } from '@ml/sweep/rows';
import type { DatasetSummary } from '@shared/dataset';
import type { SweepAxis } from '@shared/sweep';
import { plural } from './numbers';

/** What a sweep is going to be: its axes, all legal, and its folds. */
export type SweepDesign = { axes: readonly SweepAxis[]; folds: number; outerFolds: number };

/** How much there is to train: configurations that differ in k alone share their fits. */
export function sizeOf({ axes, folds, outerFolds }: SweepDesign) {
  const configurations = valuesOf(axes);
  const trained = valuesOf(axes.filter(({ name }) => name !== 'k'));
  const parts = partsOfFolding({ folds, outerFolds }).length;
  return { configurations, trained, parts, fits: trained * parts };
}

/** One sentence that says what a sweep will do; `epochs` is null when they are varied. */
export function sweepSentence(
  design: SweepDesign,
  loss: string,
  epochs: number | null,
  dataset: DatasetSummary,
): string {
  const { axes, folds, outerFolds } = design;
  const { configurations, trained, fits } = sizeOf(design);
  const kValues = configurations / trained;
  const what = `${plural(trained, 'configuration')}${kValues > 1 ? ` (each scored at ${kValues} values of k)` : ''}`;
  const times =
    folds === 0
      ? 'on the training split'
      : outerFolds === 0
        ? `× ${plural(folds, 'fold')}`
        : `× (${folds} folds, ${folds} inside each of ${outerFolds} outer folds, and ${outerFolds} outer ones)`;
  const { train, validation } = dataset.splits;
  const on =
    folds === 0
      ? `on ${plural(train, 'image')} of “${dataset.name}”, chosen and scored on ${plural(validation, 'validation image')}`
      : `on parts of the ${plural(train, 'training image')} of “${dataset.name}”, each scored on the rest`;
  const each = epochs === null ? '' : `${plural(epochs, 'epoch')} each, `;
  const free = axes.some(({ name }) => name === 'k') ? '' : ' Every k is scored for free.';
  return `${what} ${times} = ${plural(fits, 'fit')} with the ${loss} loss, ${each}${on}.${free}`;
}

const valuesOf = (axes: readonly SweepAxis[]): number =>
  axes.reduce((product, { values }) => product * values.length, 1);
