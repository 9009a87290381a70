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
  const request = (distance: string, params: Record<string, number> = {}): RunRequest => ({
    dataset,
    distance,
    params,
    k,
    engine,
    tags: ['tutorial'],
  });
  return [
    { part: 'l2', label: 'Squared L2', request: request('l2') },
    { part: 'l2-min', label: 'Same-class minimisation', request: request('l2-min') },
    { part: 'contrastive', label: 'Contrastive', request: request('contrastive') },
    { part: 'triplet', label: 'Triplet (MLP)', request: request('triplet') },
    ...tutorialMargins.map((margin) => ({
      part: 'margin' as const,
      label: `Triplet, margin ${margin.toFixed(2)}`,
      request: request('triplet', { margin }),
    })),
  ];
}
