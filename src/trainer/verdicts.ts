import { WorkbenchError } from '@shared/errors';
import type { EmbeddingFacts, Verdict } from '@shared/run';
import { holdingRate } from './learning-rate';
import type { Prepared } from './prepare';

/** The words for a loss that is no longer finite, with a learning rate that would have held. */
export function divergence(
  work: Prepared,
  at: { epoch: number; step: number },
): { message: string; hint: string } {
  const rate = work.learningRate ?? work.workshop.config.params.learningRate ?? 0;
  const held = holdingRate(work.workshop, rate / 2);
  return {
    message: `The loss became infinite in epoch ${at.epoch}, step ${at.step}: the learning rate ${rate} is too large for this dataset.`,
    hint:
      held === null
        ? 'No smaller learning rate that was tried holds either: check the other settings.'
        : `A learning rate of ${held} holds here (--learning-rate ${held}, or auto to have it found).`,
  };
}

/** Throws `diverged` when the embedding is not finite, which a finite loss before the last step cannot rule out. */
export function assertFinite(values: Float32Array): void {
  if (values.every(Number.isFinite)) return;
  throw new WorkbenchError(
    'diverged',
    'The embedding is no longer finite after the last step: the learning rate is too large for this dataset.',
    'Try a learning rate ten times smaller, or auto to have it found.',
  );
}

const collapsedBelow = 0.01;

/** What is noteworthy about a finished run, in plain words; `isSatisfied` when nothing was active in its last epoch. */
export function verdictsOf(
  work: Prepared,
  facts: Pick<EmbeddingFacts, 'initialSpread' | 'finalSpread'>,
  isSatisfied: boolean,
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
