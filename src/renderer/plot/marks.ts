import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { Look } from './look';

/** A value on the x axis worth a line and a word: a margin, the chosen k. */
export type Mark = { at: number; label: string; colour: string; place?: 'start' | 'end' | 'above' };

/** Upright dashed lines, each with its word at the top, at the bottom, or above the plot where it covers no data. */
export function annotationsOf(marks: readonly Mark[], look: Look): Record<string, AnnotationOptions<'line'>> {
  return Object.fromEntries(marks.map((mark, at) => [`mark${at}`, lineOf(mark, look)]));
}

function lineOf(mark: Mark, look: Look): AnnotationOptions<'line'> {
  const colour = look.colour(mark.colour);
  return {
    type: 'line',
    scaleID: 'x',
    value: mark.at,
    borderColor: colour,
    borderWidth: 1.25,
    borderDash: [4, 3],
    label: {
      display: true,
      content: mark.label,
      position: mark.place === 'end' ? 'end' : 'start',
      yAdjust: mark.place === 'above' ? -19 : 0,
      backgroundColor: look.surface,
      color: colour,
      font: { family: look.font, size: 11, weight: 600 },
      padding: { x: 5, y: 2 },
      borderRadius: 4,
    },
  };
}
