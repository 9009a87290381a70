import { classColour, classPath } from './class-marks';
import type { ScatterScene } from './draw-scatter';
import type { Look } from './look';
import { escaped } from './svg-text';
import { framedSvg, type DrawingHead, type KeyEntry, type Size } from './drawing-frame';

const round = (value: number): number => Math.round(value * 100) / 100;

/** A scatter of the given size below its head, as an SVG document: those held out as rings, classes in the key. */
export function scatterSvg(
  { pixels, labels, isShown, isHeldOut, standsOut }: ScatterScene,
  { width, height }: Size,
  head: Omit<DrawingHead, 'key'>,
  look: Look,
  nameOf: (label: number) => string,
): string {
  const radius = pixels.length > 6000 ? 2.25 : 3.5;
  const groups = new Map<string, { label: number; ring: boolean; back: boolean; marks: string[] }>();
  for (let point = 0; 2 * point < pixels.length; point++) {
    const [x, y] = [round(pixels[2 * point]!), round(pixels[2 * point + 1]!)];
    if (!isShown(point) || x < 0 || y < 0 || x > width || y > height) continue;
    const [label, ring, back] = [labels[point] ?? 0, isHeldOut(point), standsOut?.(point) === false];
    const key = `${Number(!back)} ${label} ${ring}`;
    const group = groups.get(key) ?? { label, ring, back, marks: [] };
    group.marks.push(`<use href="#c${label}" x="${x}" y="${y}"/>`);
    groups.set(key, group);
  }
  const drawn = [...groups.values()].toSorted((a, b) => Number(b.back) - Number(a.back));
  const labelsUsed = [...new Set(drawn.map(({ label }) => label))];
  const shapes = labelsUsed.map((label) => `<path id="c${label}" d="${classPath(label, radius)}"/>`);
  const marks = drawn.map(({ label, ring, back, marks: all }) => {
    const colour = look.colour(classColour(label));
    const fill = ring ? look.surface : colour;
    const opacity = back ? 0.1 : 0.85;
    return `<g fill="${fill}" stroke="${colour}" stroke-width="1.5" opacity="${opacity}"><title>${escaped(nameOf(label))}</title>${all.join('')}</g>`;
  });
  const axes = `M0 ${height / 2}H${width}M${width / 2} 0V${height}`;
  const body = [
    `<defs>${shapes.join('')}</defs><path d="${axes}" stroke="${look.line}" fill="none"/>`,
    ...marks,
  ].join('');
  const key = [...keyOfSplits(drawn, look), ...keyOfClasses(labelsUsed, look, nameOf)];
  return framedSvg({ ...head, key }, { width, height }, body, look);
}

/** Tells rings from filled marks, where there are both. */
function keyOfSplits(groups: readonly { ring: boolean }[], look: Look): KeyEntry[] {
  if (!groups.some(({ ring }) => ring) || groups.every(({ ring }) => ring)) return [];
  const mark = (fill: string) =>
    `<circle r="4" fill="${fill}" stroke="${look.inkFaint}" stroke-width="1.5"/>`;
  return [
    { name: 'Training', mark: mark(look.inkFaint) },
    { name: 'Held out', mark: mark(look.surface) },
  ];
}

function keyOfClasses(labels: readonly number[], look: Look, nameOf: (label: number) => string): KeyEntry[] {
  return labels
    .toSorted((a, b) => a - b)
    .map((label) => ({
      name: nameOf(label),
      mark: `<path d="${classPath(label, 4)}" fill="${look.colour(classColour(label))}"/>`,
    }));
}
