import { expect, test } from 'vitest';
import { cutToFit, textElement, widthOf } from './svg-text';

const place = { x: 1, y: 2, fill: '#123', anchor: 'end', baseline: 'central', transform: [1, 0, 0, 1, 5, 6] };

test.each([
  ['12px sans-serif', 'font-family="sans-serif" font-size="12" font-weight="normal"'],
  [
    'bold 11.5px / 1.2 "A B", serif',
    'font-family="&#34;A B&#34;, serif" font-size="11.5" font-weight="bold"',
  ],
  ['italic 500 10px Inter', 'font-family="Inter" font-size="10" font-weight="500" font-style="italic"'],
])('the font %s', (font, expected) => {
  expect(textElement({ ...place, text: 'x', font })).toContain(expected);
});

test('no text gets out of its element', () => {
  const drawn = textElement({ ...place, text: '</text><script>&"', font: '12px Inter' });
  expect(drawn).toMatch(/>&#60;\/text&#62;&#60;script&#62;&#38;&#34;<\/text>$/);
  expect(drawn).toContain('transform="matrix(1 0 0 1 5 6)"');
});

test('text is cut where its room ends, between whole letters', () => {
  expect(cutToFit('short', 100, 10)).toBe('short');
  expect(cutToFit('a name of many letters', 60, 10)).toBe('a name o…');
  expect(cutToFit('猫🐈猫🐈', 35, 10)).toBe('猫🐈…');
  expect(widthOf(cutToFit('x'.repeat(99), 77, 10), 10)).toBeLessThanOrEqual(77);
});
