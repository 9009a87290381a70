import type { RunDetail } from '@shared/run';
import type { StudyRow } from '@shared/study';
import type { TutorialRun } from './describe';
import type { TutorialPart } from './plan';

export type Facts = {
  dataset: { name: string; train: number; validation: number; classes: number };
  runs: readonly TutorialRun[];
  table: readonly StudyRow[];
  sweep: readonly StudyRow[];
  best: StudyRow | null;
};

/** What is seen in a part, in sentences made from its results; none while they are not there. */
export function findingsOf(part: TutorialPart, facts: Facts): string[] {
  if (part === 'margin') return marginFindings(facts);
  const run = facts.runs.find((entry) => entry.part === part)?.run;
  if (!run) return [];
  if (run.status === 'diverged')
    return [`${run.error?.message ?? 'The loss diverged.'} ${run.error?.hint ?? ''}`.trim()];
  if (run.status !== 'finished' || !run.scores) return [];
  return [scoreSentence(run, facts), ...writers[part](run, facts)];
}

const writers: Record<Exclude<TutorialPart, 'margin'>, (run: RunDetail, facts: Facts) => string[]> = {
  l2: (run, { dataset }) => {
    const validation = run.scores?.validation;
    const chance = 1 - 1 / dataset.classes;
    if (!validation) return [];
    return [
      `Guessing one of ${dataset.classes} classes would be wrong ${percent(chance)} of the time, so pixels alone ${
        validation.error < chance - 0.05 ? 'carry real information' : 'tell almost nothing'
      }.`,
      bestKSentence(run),
    ];
  },
  'l2-min': (run, { dataset }) => {
    const { facts } = run;
    if (!facts) return [];
    const shrunk = ratio(facts.finalWeightNorm, facts.initialWeightNorm);
    const spread = ratio(facts.finalSpread, facts.initialSpread);
    const collapsed = spread < 0.01;
    return [
      `The norm of P went from ${short(facts.initialWeightNorm)} to ${short(facts.finalWeightNorm)} (${percent(shrunk)} of what it was), and the spread of the embedded images to ${percent(spread)}.`,
      ...seenPart(run, dataset.train),
      collapsed
        ? 'This is a collapse: a map that sends every image to one point makes all same-class distances 0, and nothing in this loss forbids it. The histogram of P is a spike at 0.'
        : 'The loss is lowest at P = 0, and training is on its way there: with more epochs, or a higher rate, every image ends up at one point.',
    ];
  },
  contrastive: (run, facts) => [separation(run), comparison(run, facts)],
  triplet: (run, facts) => {
    const share = run.curves.activeShare.findLast((value) => value !== null);
    const active =
      share === undefined || share === null
        ? []
        : [
            `In the last epoch ${percent(share)} of the triplets still violated the margin and moved the weights.`,
          ];
    return [separation(run), ...active, comparison(run, facts)];
  },
};

/** With fewer images than pixels, most of P is out of the loss's sight and stays as it was. */
function seenPart(run: RunDetail, trainCount: number): string[] {
  const inputSize = run.artefacts.find(({ name }) => name === 'weights.P')?.shape[0];
  if (inputSize === undefined || inputSize <= trainCount) return [];
  return [
    `The ${trainCount} training images span at most ${trainCount} of the ${inputSize} directions that P has, so only that part of P can shrink: look at the spread rather than at the norm.`,
  ];
}

function marginFindings({ sweep, best, dataset }: Facts): string[] {
  if (!best) return [];
  const errors = sweep.flatMap((row) => (row.validationError === null ? [] : [row.validationError]));
  const worst = Math.max(...errors);
  const error = best.validationError ?? 0;
  const close = errors.filter((value) => value - error <= standardError(error, dataset.validation)).length;
  return [
    `The lowest validation error is ${percent(error)}, at margin ${best.margin?.toFixed(2)}; the highest is ${percent(worst)}.`,
    `With ${dataset.validation} validation images one standard error is ${percent(standardError(error, dataset.validation))}: ${close} of ${errors.length} margins lie within it of the best, so the exact winner is largely luck.`,
    'As in the tutorial, the margin was chosen on the validation images themselves, so its error there is too good to be true. An honest estimate needs images that took no part in the choice.',
  ];
}

function scoreSentence(run: RunDetail, { dataset }: Facts): string {
  const { train, trainLeaveOneOut, validation } = run.scores!;
  const rest = validation
    ? `; ${percent(validation.error)} of the ${dataset.validation} validation images`
    : '';
  return `With k = ${run.config.k}, ${percent(train.error)} of the training images are voted wrong (${percent(trainLeaveOneOut.error)} when an image may not vote for itself)${rest}.`;
}

function bestKSentence(run: RunDetail): string {
  const entries = Object.entries(run.scores?.validation?.errorByK ?? {});
  const best = entries.reduce((kept, at) => (at[1] < kept[1] ? at : kept), entries[0] ?? ['1', 1]);
  const error = run.scores?.validation?.error ?? best[1];
  return best[1] < error
    ? `k matters too: k = ${best[0]} would be wrong on ${percent(best[1])} only.`
    : `No other k does better on the validation images.`;
}

function separation(run: RunDetail): string {
  const same = run.facts?.meanSameClassDistance ?? 0;
  const different = run.facts?.meanDifferentClassDistance ?? 0;
  return `Training images of one class are now ${short(same)} apart on average and images of different classes ${short(different)}, a factor of ${short(ratio(different, same))}.`;
}

function comparison(run: RunDetail, { table, dataset }: Facts): string {
  const baseline = table.find((row) => row.part === 'l2')?.validationError;
  const error = run.scores?.validation?.error;
  if (baseline === undefined || baseline === null || error === undefined)
    return 'There is no baseline to compare with.';
  const gain = baseline - error;
  const noise = standardError(baseline, dataset.validation);
  if (Math.abs(gain) <= noise) return 'That is within one standard error of raw pixels: no clear difference.';
  return gain > 0
    ? `That is ${percent(gain)} of the images better than raw pixels.`
    : `That is ${percent(-gain)} of the images worse than raw pixels.`;
}

/** Standard error of a share measured on `count` images (binomial). */
function standardError(share: number, count: number): number {
  return Math.sqrt((share * (1 - share)) / Math.max(1, count));
}

function ratio(value: number | null, base: number | null): number {
  return value !== null && base !== null && base !== 0 ? value / base : 0;
}

function percent(share: number): string {
  return share !== 0 && Math.abs(share) < 0.001 ? 'less than 0.1 %' : `${(share * 100).toFixed(1)} %`;
}

function short(value: number | null): string {
  return value === null ? 'nothing' : String(Number(value.toPrecision(3)));
}
