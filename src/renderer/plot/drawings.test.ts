import { expect, test } from 'vitest';
import type { Look } from './look';
import { matrixSvg } from './matrix-svg';
import { parallelSvg } from './parallel-svg';
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
  const svg = scatterSvg(scene, { width: 100, height: 80 }, look, (label) => `${hostile} ${label}`);
  expectWellFormed(svg);
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
  const svg = parallelSvg(axes, lines, { width: 100, top: 34, height: 60 }, look);
  expectWellFormed(svg);
  expect(svg).toContain('points="10,40 90,50.12"');
  expect(svg.match(/<path /g)).toHaveLength(2);
});
