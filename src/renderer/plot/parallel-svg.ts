import type { Look } from './look';
import { framedSvg, type DrawingHead } from './drawing-frame';
import { escaped } from './svg-text';

/** An upright axis at `x`, its name and the words at its ends. */
export type DrawnAxis = { x: number; name: string; top: string; bottom: string };
/** A line through all axes: its y at each, and how it is drawn. */
export type DrawnLine = { ys: readonly number[]; colour: string; width: number; opacity: number };

/** Parallel coordinates below their head, as an SVG document; axes reach from `top` to `top + height`. */
export function parallelSvg(
  axes: readonly DrawnAxis[],
  lines: readonly DrawnLine[],
  { width, top, height }: { width: number; top: number; height: number },
  head: DrawingHead,
  look: Look,
): string {
  const whole = top + height + 30;
  const label = (x: number, y: number, words: string, fill: string) =>
    `<text x="${x}" y="${y}" fill="${fill}" text-anchor="middle">${escaped(words)}</text>`;
  const body = [
    ...lines.map(({ ys, colour, width: thick, opacity }) => {
      const points = ys.map((y, at) => `${axes[at]?.x ?? 0},${Math.round(y * 100) / 100}`).join(' ');
      return `<polyline points="${points}" fill="none" stroke="${colour}" stroke-width="${thick}" stroke-opacity="${opacity}"/>`;
    }),
    ...axes.map(
      ({ x, name, top: high, bottom }) =>
        `<path d="M${x} ${top}V${top + height}" stroke="${look.inkFaint}"/>` +
        label(x, 12, name, look.ink) +
        label(x, top - 6, high, look.inkFaint) +
        label(x, top + height + 16, bottom, look.inkFaint),
    ),
  ].join('');
  return framedSvg(head, { width, height: whole }, body, look);
}
