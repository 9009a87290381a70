/** A piece of text as a canvas would draw it; `transform` is the canvas's matrix at the time. */
type Text = {
  text: string;
  x: number;
  y: number;
  font: string;
  fill: string;
  anchor: string;
  baseline: string;
  transform: readonly number[];
};

/**
 * Collects the text that is drawn on a context instead of letting it draw: the SVG canvas would find out about fonts with
 * a style attribute, which the page's policy refuses. Gives what was collected, as SVG elements.
 */
export function collectText(context: CanvasRenderingContext2D): () => string {
  const texts: Text[] = [];
  context.fillText = (text, x, y) => {
    const { a, b, c, d, e, f } = context.getTransform();
    const anchor = anchors[context.textAlign] ?? 'start';
    const baseline = baselines[context.textBaseline] ?? 'alphabetic';
    const fill = String(context.fillStyle);
    const transform = [a, b, c, d, e, f].map((value) => Math.round(value * 1000) / 1000);
    texts.push({ text, x, y, font: context.font, fill, anchor, baseline, transform });
  };
  return () => texts.map(textElement).join('');
}

const anchors: Partial<Record<CanvasTextAlign, string>> = { center: 'middle', right: 'end', end: 'end' };
const baselines: Partial<Record<CanvasTextBaseline, string>> = {
  middle: 'central',
  top: 'text-before-edge',
  hanging: 'hanging',
  bottom: 'text-after-edge',
};

/** A `<text>` element; `font` is as CSS has it: `500 12px / 1.2 "A", serif`. */
export function textElement({ text, x, y, font, fill, anchor, baseline, transform }: Text): string {
  const [, before = '', size = '12', family = 'sans-serif'] =
    /^(.*?)([\d.]+)px(?:\s*\/\s*\S+)?\s+(.+)$/.exec(font) ?? [];
  const attributes = {
    x,
    y,
    fill,
    'text-anchor': anchor,
    'dominant-baseline': baseline,
    'font-family': family,
    'font-size': size,
    'font-weight': /bold|\d{3}/.exec(before)?.[0] ?? 'normal',
    'font-style': before.includes('italic') ? 'italic' : 'normal',
    transform: `matrix(${transform.join(' ')})`,
  };
  const written = Object.entries(attributes).map(([name, value]) => `${name}="${escaped(String(value))}"`);
  return `<text ${written.join(' ')}>${escaped(text)}</text>`;
}

/** About how wide text is, in pixels; letters of East Asia are as wide as they are high. */
export function widthOf(text: string, fontSize: number): number {
  return Array.from(text).reduce((sum, letter) => sum + letterWidth(letter), 0) * fontSize;
}

const letterWidth = (letter: string): number => ((letter.codePointAt(0) ?? 0) >= 0x1100 ? 1 : 0.6);

/** Text cut with an ellipsis where it is wider than so many pixels. */
export function cutToFit(text: string, room: number, fontSize: number): string {
  if (widthOf(text, fontSize) <= room) return text;
  const letters = Array.from(text);
  while (letters.length > 0 && widthOf(`${letters.join('')}…`, fontSize) > room) letters.pop();
  return `${letters.join('').trimEnd()}…`;
}

/** Text as it stands in SVG. */
export function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
