import { escaped } from './svg-text';
import type { Look } from './look';

/** A cell: what is written in it, and the colour and strength (0 to 1) of its ground. */
export type MatrixCell = { text: string; colour: string; strength: number };

/** A matrix to draw: names of rows and columns, and cells [rows][columns]. */
export type Matrix = {
  title: string;
  rowTitle: string;
  columnTitle: string;
  rows: readonly string[];
  columns: readonly string[];
  cells: readonly (readonly MatrixCell[])[];
};

const cellSize = { width: 44, height: 28 } as const;
const letterPx = 6.5;
const longestName = 40;
const widest = 220;

/** A matrix as an SVG document: names of columns upright, the colour of a cell as strong as it says. */
export function matrixSvg(matrix: Matrix, { ink, inkFaint, line, surface, font }: Look): string {
  const { rows, columns, cells, title, rowTitle, columnTitle } = matrix;
  const left = roomFor([...rows, rowTitle]) + 12;
  const top = 44 + roomFor(columns);
  const width = Math.max(left + columns.length * cellSize.width + 12, 12 + title.length * 8);
  const height = top + rows.length * cellSize.height + 12;
  const text = (x: number, y: number, words: string, rest = `fill="${inkFaint}"`) =>
    `<text x="${x}" y="${y}" ${rest}>${escaped(words)}</text>`;
  const middle = (at: number) => top + at * cellSize.height + cellSize.height / 2 + 4;
  const heads = columns.map((name, at) => {
    const x = left + at * cellSize.width + cellSize.width / 2 + 4;
    return text(x, top - 6, shortened(name), `fill="${inkFaint}" transform="rotate(-90 ${x} ${top - 6})"`);
  });
  const sides = rows.map((name, at) =>
    text(left - 8, middle(at), shortened(name), `fill="${inkFaint}" text-anchor="end"`),
  );
  const body = cells.flatMap((row, down) =>
    row.map(({ text: words, colour, strength }, along) => {
      const [x, y] = [left + along * cellSize.width, top + down * cellSize.height];
      const box = `x="${x + 1}" y="${y + 1}" width="${cellSize.width - 2}" height="${cellSize.height - 2}" rx="3"`;
      const ground = `<rect ${box} fill="${line}" fill-opacity="0.5"/><rect ${box} fill="${colour}" fill-opacity="${(0.6 * strength).toFixed(3)}"/>`;
      const label = text(x + cellSize.width / 2, middle(down), words, `fill="${ink}" text-anchor="middle"`);
      return words ? ground + label : ground;
    }),
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escaped(font)}" font-size="11">`,
    `<rect width="${width}" height="${height}" fill="${surface}"/>`,
    text(12, 22, title, `fill="${ink}" font-size="14" font-weight="600"`),
    text(12, 38, `${rowTitle} ↓  ${columnTitle} →`),
    ...heads,
    ...sides,
    ...body,
    '</svg>',
  ].join('');
}

const roomFor = (names: readonly string[]): number =>
  Math.min(
    widest,
    Math.ceil(names.reduce((most, name) => Math.max(most, shortened(name).length), 4) * letterPx),
  );

const shortened = (name: string): string =>
  name.length > longestName - 6 ? `${name.slice(0, longestName - 7)}…` : name;
