import { expect, test } from 'vitest';
import { framedSvg } from './drawing-frame';
import { keyOfLines } from './line-key';
import { linePlot } from './line-plot';
import type { Look } from './look';
import { matrixSvg } from './matrix-svg';
import { parallelSvg } from './parallel-svg';
import { pictureSheetSvg } from './picture-sheet';
import { scatterSvg } from './scatter-svg';

const look: Look = {
  ink: '#000',
  inkFaint: '#666',
  line: '#eee',
  surface: '#fff',
  font: '"Inter", sans-serif',
  colour: (token) => `rgb(${token.length}, 0, 0)`,
};
const hostile = '<script>alert("x") & more</script>';

/** Every tag is closed in order, and no sign stands bare: what an XML reader asks for. */
function expectWellFormed(svg: string): void {
  const open: string[] = [];
  for (const [, end, name = '', , closed] of svg.matchAll(/<(\/?)(\w+)((?:\s[\w:-]+="[^"<]*")*)\s*(\/?)>/g)) {
    if (end) expect(open.pop()).toBe(name);
    else if (!closed) open.push(name);
  }
  expect(open).toEqual([]);
  const words = svg.replace(/<\/?\w+(?:\s[\w:-]+="[^"<]*")*\s*\/?>/g, '');
  expect(words).not.toMatch(/[<>]|&(?!#\d+;)/);
}

/** Every piece of text in a drawing, in its order. */
const textsOf = (svg: string): string[] =>
  [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, words]) => words!);

test('a matrix: every count once, empty cells without words, names as text', () => {
  const cell = (text: string) => ({ text, colour: 'rgb(1, 2, 3)', strength: 0.25 });
  const cells = [
    [cell('17'), cell('')],
    [cell('+4'), cell('29')],
  ];
  const names = [hostile, 'a class with a name of more than forty letters in all'];
  const svg = matrixSvg(
    { title: hostile, rowTitle: 'true', columnTitle: 'predicted', rows: names, columns: names, cells },
    look,
  );
  expectWellFormed(svg);
  expect(svg).not.toContain('<script');
  expect([...svg.matchAll(/text-anchor="middle">([^<]*)</g)].map(([, words]) => words)).toEqual([
    '17',
    '+4',
    '29',
  ]);
  expect(svg.match(/fill-opacity="0\.150"/g)).toHaveLength(4);
});

test('a scatter: shown points in sight, rings for those held out, the rest behind', () => {
  const scene = {
    pixels: [10, 10, 20, 20, 30, 30, 500, 10, 40, 40],
    labels: [0, 1, 0, 0, 13],
    isShown: (point: number) => point !== 2,
    isHeldOut: (point: number) => point === 1,
    standsOut: (point: number) => point !== 0,
  };
  const svg = scatterSvg(
    scene,
    { width: 300, height: 80 },
    { title: 'Embedding (r1)', note: 'All 5 images.' },
    look,
    (label) => `${label}. ${hostile}`,
  );
  expectWellFormed(svg);
  expect(svg).not.toContain('<script');
  const texts = textsOf(svg);
  expect(texts.slice(0, 4)).toEqual(['Embedding (r1)', 'All 5 images.', 'Training', 'Held out']);
  expect(texts.slice(4).map((words) => words.split('.')[0])).toEqual(['0', '+ 2 more']);
  expect(texts[4]).toMatch(/^0\. &#60;script.*…$/);
  expect([...svg.matchAll(/<use href="#c(\d+)" x="(\d+)"/g)].map(([, label, x]) => [label, x])).toEqual([
    ['0', '10'],
    ['1', '20'],
    ['13', '40'],
  ]);
  expect(svg.match(/<g fill="#fff"/g)).toHaveLength(1);
  expect(svg.match(/opacity="0\.1"/g)).toHaveLength(1);
  expect(svg.match(/<path id="c/g)).toHaveLength(3);
});

test('parallel coordinates: a line through every axis', () => {
  const axes = [
    { x: 10, name: hostile, top: '1', bottom: '0' },
    { x: 90, name: 'Error', top: '9.0 %', bottom: '2.0 %' },
  ];
  const lines = [{ ys: [40, 50.123], colour: 'rgb(1, 2, 3)', width: 3, opacity: 1 }];
  const svg = parallelSvg(axes, lines, { width: 300, top: 34, height: 60 }, { title: 'Sweep' }, look);
  expectWellFormed(svg);
  expect(svg).toContain('points="10,40 90,50.12"');
  expect(svg.match(/<path /g)).toHaveLength(2);
  expect(textsOf(svg)[0]).toBe('Sweep');
});

test('a sheet of pictures has a title over its rows', () => {
  const picture = { caption: 'Weight', note: '', pixels: new Uint8ClampedArray(4), width: 1, height: 1 };
  const svg = pictureSheetSvg(hostile, [{ title: 'The weights', pictures: [picture] }], look, () => 'data:,');
  expectWellFormed(svg);
  expect(textsOf(svg)).toEqual([expect.stringMatching(/^&#60;script.*more/), 'The weights', 'Weight']);
});

test('a frame: the drawing begins below the key, which has three lines at most', () => {
  const key = Array.from({ length: 40 }, (_, at) => ({ name: `class ${at}`, mark: '<path d="M0 0"/>' }));
  const size = { width: 400, height: 100 };
  const svg = framedSvg({ title: 'Many', key }, size, '<path d="M1 1"/>', look);
  expectWellFormed(svg);
  const [, height] = /height="(\d+)"/.exec(svg)!.map(Number);
  const [, top] = /<svg y="(\d+)" width="400" height="100">/.exec(svg)!.map(Number);
  expect(height).toBe(top! + 100);
  const spots = [...svg.matchAll(/<text x="([\d.]+)" y="(\d+)"/g)].map(([, x, y]) => [Number(x), Number(y)]);
  expect(new Set(spots.slice(1).map(([, y]) => y)).size).toBe(3);
  expect(Math.max(...spots.map(([, y]) => y!))).toBeLessThan(top!);
  expect(Math.max(...spots.map(([x]) => x!))).toBeLessThan(400);
  const texts = textsOf(svg);
  expect(texts.at(-1)).toBe(`+ ${40 - (texts.length - 2)} more`);
});

test('the key of lines: long names, dashes and fills; none for one line of the title’s name', () => {
  const axis = { title: 'x' };
  const line = { label: 'r1', longLabel: 'r1 a "name"', colour: 'loss', points: [{ x: 1, y: 1 }] };
  const plotted = (series: readonly (typeof line | { label: string; dash: number[]; filled: boolean })[]) =>
    linePlot({ series: series.map((each) => ({ ...line, ...each })), x: axis, y: axis }, look).data.datasets;
  const two = plotted([line, { label: 'r2', dash: [6, 3], filled: true }]);
  const raw = Object.assign({}, two[0], { isRaw: true });
  const key = keyOfLines([raw, ...two], 'Loss');
  expect(key.map(({ name }) => name)).toEqual(['r1 a "name"', 'r1 a "name"']);
  expect(key[0]?.mark).toBe(
    '<path d="M-9 0H9" stroke="rgb(4, 0, 0)" stroke-width="2" stroke-dasharray="none"/>',
  );
  expect(key[1]?.mark).toMatch(/^<rect .*stroke-dasharray="6 3"\/>$/);
  expect(keyOfLines(two.slice(0, 1), 'r1 a "name"')).toEqual([]);
});
