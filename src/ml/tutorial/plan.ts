import type { RunRequest } from '@shared/run';

export type TutorialPart = 'l2' | 'l2-min' | 'contrastive' | 'triplet' | 'margin';

export type PlannedRun = { part: TutorialPart; label: string; request: RunRequest };

/** The tutorial's margins: 15 values from 0.1 to 2, evenly spaced. */
export const tutorialMargins: readonly number[] = Array.from({ length: 15 }, (_, index) =>
  Number((0.1 + (1.9 * index) / 14).toFixed(4)),
);

/**
 * Every run of the tutorial, in its order: the four distances, then the triplet margin's sweep. k is the tutorial's 36, or the
 * size of a smaller training split.
 */
export function tutorialPlan(
  dataset: string,
  engine: RunRequest['engine'],
  trainCount: number,
): PlannedRun[] {
  const k = Math.min(36, trainCount);
  const planned = (
    part: TutorialPart,
    label: string,
    distance: string,
    params: Record<string, number> = {},
  ): PlannedRun => {
    const name = `${label} on ${dataset}`.slice(0, 120);
    return { part, label, request: { dataset, distance, params, k, engine, name, tags: ['tutorial'] } };
  };
  return [
    planned('l2', 'Squared L2', 'l2'),
    planned('l2-min', 'Same-class minimisation', 'l2-min'),
    planned('contrastive', 'Contrastive', 'contrastive'),
    planned('triplet', 'Triplet (MLP)', 'triplet'),
    ...tutorialMargins.map((margin) =>
      planned('margin', `Triplet, margin ${margin.toFixed(2)}`, 'triplet', { margin }),
    ),
  ];
}
