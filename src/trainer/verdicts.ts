import { WorkbenchError } from '@shared/errors';
import type { EmbeddingFacts, Verdict } from '@shared/run';
import { holdingRate } from './learning-rate';
import type { Prepared } from './prepare';

/** The words for a loss that is no longer finite, with a learning rate that would have held. */
export function divergence(
  work: Prepared,
  at: { epoch: number; step: number },
): { message: string; hint: string; holdingRate: number | null } {
  const rate = work.learningRate ?? work.workshop.config.params.learningRate ?? 0;
  const held = holdingRate(work.workshop, rate / 2);
  return {
    message: `The loss became infinite in epoch ${at.epoch}, step ${at.step}: the learning rate ${rate} is too large for this dataset.`,
    hint:
      held === null
        ? 'No smaller learning rate that was tried holds either: check the other settings.'
        : `A learning rate of ${held} holds here.`,
    holdingRate: held,
  };
}

/** Throws `diverged` when distances in the embedding [n, size] after the last step are not finite; see {@link isFinite}. */
export function assertFinite(z: Float32Array, size: number): void {
  if (!isFinite(z, size)) throw notFinite();
}

/**
 * Are squared distances between rows of the embedding [n, size] finite in float32? A finite loss cannot say: a pair whose
 * distance is not a number counts as inactive.
 */
export function isFinite(z: Float32Array, size: number): boolean {
  for (let from = 0; from < z.length; from += size) {
    let square = 0;
    for (let at = from; at < from + size; at += 1) square += z[at]! ** 2;
    // Two rows can be twice as far apart as one is from 0.
    if (!Number.isFinite(Math.fround(4 * square))) return false;
  }
  return true;
}

function notFinite(): WorkbenchError {
  return new WorkbenchError(
    'diverged',
    'The embedding is no longer finite, or so large that distances are not: the learning rate is too large for this dataset.',
    'Try a learning rate ten times smaller, or have it found.',
  );
}

const collapsedBelow = 0.01;

/**
 * What is noteworthy about a finished run, in plain words; `isSatisfied` when nothing was active in its
 * last epoch, `isIdle` when there was nothing in it that could have been.
 */
export function verdictsOf(
  work: Prepared,
  facts: Pick<EmbeddingFacts, 'initialSpread' | 'finalSpread'>,
  { isSatisfied, isIdle }: { isSatisfied: boolean; isIdle: boolean },
): Verdict[] {
  const verdicts: Verdict[] = [];
  if (work.learningRate !== undefined) {
    verdicts.push({
      kind: 'learning-rate',
      message: `The learning rate was found: ${work.learningRate} is the largest tried that holds.`,
      hint: 'Give it as the learning rate to repeat the run without the search.',
    });
  }
  if (work.training && facts.finalSpread < collapsedBelow * facts.initialSpread) {
    const share = Number(((100 * facts.finalSpread) / facts.initialSpread).toPrecision(2));
    verdicts.push({
      kind: 'collapsed',
      message: `The embedding collapsed: its spread is ${share} % of what it was, so all images are near one point.`,
      hint: 'Use a loss that also pushes classes apart (contrastive, triplet), or fewer epochs.',
    });
  }
  if (work.training && isIdle) {
    verdicts.push({
      kind: 'nothing-to-learn',
      message: 'No batch held a pair or triplet to learn from: the loss is 0 because nothing was compared.',
      hint: 'Training needs at least two classes with two examples each, and a batch that is large enough.',
    });
  }
  if (work.training && isSatisfied) {
    verdicts.push({
      kind: 'satisfied',
      message:
        'Every pair or triplet of the last epoch satisfied its margin: training had nothing left to do.',
      hint: 'A larger margin would go on teaching; "stop when satisfied" ends such runs early.',
    });
  }
  return verdicts;
}
