import type { Point } from './power-law';

export type Line = { label: string; points: readonly Point[] };
export type Panel = { title: string; xLabel: string; lines: readonly Line[] };

const size = { width: 270, height: 260, left: 46, right: 14, top: 30, bottom: 74 };
const colours = ['#0b6bcb', '#c2410c', '#15803d', '#7c3aed'];

/** Panels with logarithmic axes side by side, as an SVG; y is in seconds and the same in all of them. */
export function drawPanels(panels: readonly Panel[]): string {
  const all = panels.flatMap(({ lines }) => lines.flatMap(({ points }) => points));
  const y = logScale(decades(all.map((point) => point.y)), [size.height - size.bottom, size.top]);
  const width = panels.length * size.width;
  const body = panels.map(
    (panel, index) => `<g transform="translate(${index * size.width} 0)">${drawPanel(panel, y)}</g>`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${size.height}" font-family="sans-serif" font-size="11">`,
    `<rect width="${width}" height="${size.height}" fill="#ffffff"/>`,
    ...body,
    '</svg>',
    '',
  ].join('\n');
}

type Scale = { at: (value: number) => number; range: readonly [number, number] };

function drawPanel({ title, xLabel, lines }: Panel, y: Scale): string {
  const values = [...new Set(lines.flatMap(({ points }) => points.map((point) => point.x)))].sort(
    (a, b) => a - b,
  );
  const x = logScale([values[0]!, values.at(-1)!], [size.left, size.width - size.right]);
  const base = size.height - size.bottom;
  const marks = values.map(
    (value) =>
      `<text x="${round(x.at(value))}" y="${base + 14}" text-anchor="middle" fill="#444">${value}</text>`,
  );
  return [
    `<text x="${size.left}" y="16" font-weight="bold" fill="#111">${title}</text>`,
    `<text x="${(size.left + size.width - size.right) / 2}" y="${base + 29}" text-anchor="middle" fill="#444">${xLabel}</text>`,
    ...gridLines(y),
    ...marks,
    ...lines.map((line, index) => drawLine(line, index, x, y)),
  ].join('\n');
}

function gridLines(y: Scale): string[] {
  const [low, high] = y.range.map((value) => Math.round(Math.log10(value))) as [number, number];
  return Array.from({ length: high - low + 1 }, (_, step) => {
    const value = 10 ** (low + step);
    const at = round(y.at(value));
    return (
      `<line x1="${size.left}" x2="${size.width - size.right}" y1="${at}" y2="${at}" stroke="#ddd"/>` +
      `<text x="${size.left - 5}" y="${at + 4}" text-anchor="end" fill="#444">${value} s</text>`
    );
  });
}

function drawLine({ label, points }: Line, index: number, x: Scale, y: Scale): string {
  const colour = colours[index % colours.length]!;
  const places = points.map((point) => `${round(x.at(point.x))},${round(y.at(point.y))}`);
  const dots = places.map((place) => {
    const [cx, cy] = place.split(',');
    return `<circle cx="${cx}" cy="${cy}" r="3" fill="${colour}"/>`;
  });
  const key = size.height - size.bottom + 42 + 13 * Math.floor(index / 2);
  const from = size.left + (index % 2) * 108 - 26;
  return [
    `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="1.5"/>`,
    ...dots,
    `<text x="${from}" y="${key}" fill="${colour}">${label}</text>`,
  ].join('');
}

function logScale(range: readonly [number, number], [from, to]: readonly [number, number]): Scale {
  const [low, high] = range.map(Math.log10) as [number, number];
  const span = high > low ? high - low : 1;
  return { range, at: (value) => from + ((Math.log10(value) - low) / span) * (to - from) };
}

function decades(values: readonly number[]): [number, number] {
  return [
    10 ** Math.floor(Math.log10(Math.min(...values))),
    10 ** Math.ceil(Math.log10(Math.max(...values))),
  ];
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
