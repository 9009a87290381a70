import type { SweepPoint } from '../state/sweep/sweep-at-k';

/** Shapes of the marks, so that they are told apart without colour. */
export const markSigns = { best: '◆', simple: '▲', tied: '○' } as const;

export type SweepMark = keyof typeof markSigns;

/** What a configuration is marked with. */
export const marksOf = (point: Pick<SweepPoint, 'isBest' | 'isOneStandardError' | 'isTied'>): SweepMark[] => [
  ...(point.isBest ? (['best'] as const) : []),
  ...(point.isOneStandardError ? (['simple'] as const) : []),
  ...(point.isTied ? (['tied'] as const) : []),
];

/** The marks that any of them has, in their order. */
export function marksAmong(points: readonly SweepPoint[]): SweepMark[] {
  const found = new Set(points.flatMap(marksOf));
  return (['best', 'simple', 'tied'] as const).filter((mark) => found.has(mark));
}
