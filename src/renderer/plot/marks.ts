import type { Scale } from 'chart.js';
import type { AnnotationOptions } from 'chartjs-plugin-annotation';
import type { Look } from './look';

/** A value on the x axis worth a line and a word: a margin, the chosen k. */
export type Mark = { at: number; label: string; colour: string; place?: 'start' | 'end' };

/** Room above the plot for the words of marks. */
export const markRoomPx = 20;

const size = 11;
const gapPx = 8;

/** Upright dashed lines, each with its word above the plot, where it covers nothing, or at its bottom. */
export function annotationsOf(marks: readonly Mark[], look: Look): Record<string, AnnotationOptions<'line'>> {
  return Object.fromEntries(marks.map((mark, at) => [`mark${at}`, lineOf(mark, marks, look)]));
}

function lineOf(mark: Mark, marks: readonly Mark[], look: Look): AnnotationOptions<'line'> {
  const colour = look.colour(mark.colour);
  const above = mark.place !== 'end';
  return {
    type: 'line',
    scaleID: 'x',
    value: mark.at,
    display: ({ chart }) => isWithin(mark.at, chart.scales['x']),
    borderColor: colour,
    borderWidth: 1.25,
    borderDash: [4, 3],
    label: {
      display: true,
      content: mark.label,
      position: above ? 'start' : 'end',
      yAdjust: above ? -markRoomPx : 0,
      xAdjust: ({ chart }) => (above && chart.scales['x'] ? asidePx(mark, marks, chart.scales['x']) : 0),
      backgroundColor: look.surface,
      color: colour,
      font: { family: look.font, size, weight: 600 },
      padding: { x: 5, y: 2 },
      borderRadius: 4,
    },
  };
}

/** Zooming in leaves marks outside, and nothing cuts them off there. */
const isWithin = (value: number, x: Pick<Scale, 'min' | 'max'> | undefined): boolean =>
  x === undefined || (value >= x.min && value <= x.max);

/** How far a word moves aside, so that it does not stand on that of another mark near by. */
function asidePx(mark: Mark, marks: readonly Mark[], x: Pick<Scale, 'getPixelForValue'>): number {
  const place = marks.indexOf(mark);
  return marks
    .map((other, at) => {
      if (at === place || other.place === 'end') return 0;
      const apart = x.getPixelForValue(mark.at) - x.getPixelForValue(other.at);
      const overlap = (widthOf(mark) + widthOf(other)) / 2 + gapPx - Math.abs(apart);
      const isRight = apart > 0 || (apart === 0 && place > at);
      return Math.max(0, overlap / 2) * (isRight ? 1 : -1);
    })
    .reduce((sum, aside) => sum + aside, 0);
}

/** About as wide as it is drawn. */
const widthOf = ({ label }: Mark): number => 0.58 * size * label.length;
