import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import { faded, type Look } from './look';

/** From `low` to `high` at one x, in the colour of its series. */
export type ErrorBar = { x: number; low: number; high: number; colour: string };

/** Upright bars, as annotations whose names begin with `bar`. */
export function errorBarsOf(
  bars: readonly ErrorBar[],
  look: Look,
): Record<string, AnnotationOptions<'line'>> {
  return Object.fromEntries(bars.map((bar, at) => [`bar${at}`, barOf(bar, look)]));
}

function barOf({ x, low, high, colour }: ErrorBar, look: Look): AnnotationOptions<'line'> {
  const end = { display: true, length: 0, width: 4 } as const;
  return {
    type: 'line',
    xMin: x,
    xMax: x,
    yMin: low,
    yMax: high,
    borderColor: faded(look.colour(colour), 0.55),
    borderWidth: 1.5,
    arrowHeads: { start: end, end },
    drawTime: 'beforeDatasetsDraw',
  };
}
