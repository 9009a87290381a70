import type { Look } from './look';
import { cutToFit, escaped, widthOf } from './svg-text';

/** A mark of a drawing and what it stands for; `mark` is SVG around the origin, at most 18 pixels wide. */
export type KeyEntry = { name: string; mark: string };

/** What stands over a drawing, so that it can be read without its page. */
export type DrawingHead = {
  title: string;
  /** A sentence below the title. */
  note?: string;
  key?: readonly KeyEntry[];
};

/** Size in CSS pixels. */
export type Size = { width: number; height: number };

const [margin, lineHeight, markWidth, gap] = [12, 18, 18, 16];
const [titleHeight, longestName, mostKeyLines] = [32, 220, 3];

/** A drawing below its title, note and key, as an SVG document as wide as the drawing. */
export function framedSvg(head: DrawingHead, size: Size, body: string, look: Look): string {
  const { ink, inkFaint, surface, font } = look;
  const room = size.width - 2 * margin;
  const key = keyLines(head.key ?? [], room);
  const keyTop = titleHeight + (head.note ? lineHeight : 0);
  const top = keyTop + lineHeight * ((key.at(-1)?.line ?? -1) + 1) + 4;
  const text = (x: number, y: number, words: string, rest: string) =>
    `<text x="${x}" y="${y}" ${rest}>${escaped(words)}</text>`;
  const marks = key.map(({ name, mark, x, line }) => {
    const middle = keyTop + line * lineHeight + 8;
    const drawn = mark && `<g transform="translate(${margin + x + markWidth / 2} ${middle})">${mark}</g>`;
    return drawn + text(margin + x + (mark ? markWidth + 6 : 0), middle + 4, name, `fill="${ink}"`);
  });
  const [width, height] = [size.width, top + size.height];
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="${surface}"/>`,
    text(margin, 22, cutToFit(head.title, room, 14), `fill="${ink}" font-size="14" font-weight="600"`),
    head.note ? text(margin, titleHeight + 8, cutToFit(head.note, room, 11), `fill="${inkFaint}"`) : '',
    ...marks,
    `<svg y="${top}" width="${size.width}" height="${size.height}">${body}</svg>`,
    '</svg>',
  ].join('');
}

type Placed = KeyEntry & { x: number; line: number };

/** The key in lines of so many pixels; what does not fit is counted at its end. */
function keyLines(entries: readonly KeyEntry[], room: number): Placed[] {
  const whole = inLines(entries, room);
  if ((whole.at(-1)?.line ?? 0) < mostKeyLines) return whole;
  let count = whole.filter(({ line }) => line < mostKeyLines).length;
  for (; count > 0; count--) {
    const more = { name: `+ ${entries.length - count} more`, mark: '' };
    const placed = inLines([...entries.slice(0, count), more], room);
    if (placed.at(-1)!.line < mostKeyLines) return placed;
  }
  return [];
}

function inLines(entries: readonly KeyEntry[], room: number): Placed[] {
  let [x, line] = [0, 0];
  return entries.map(({ name: whole, mark }) => {
    const markRoom = mark ? markWidth + 6 : 0;
    const name = cutToFit(whole, Math.min(longestName, room - markRoom), 11);
    const width = markRoom + widthOf(name, 11);
    if (x > 0 && x + width > room) [x, line] = [0, line + 1];
    const placed = { name, mark, x, line };
    x += width + gap;
    return placed;
  });
}
