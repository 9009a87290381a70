/** Colours and type that a chart draws with, read from the page's tokens. */
export type Look = {
  ink: string;
  inkFaint: string;
  line: string;
  surface: string;
  font: string;
  /** A token by name: "series-train", "distance-2". */
  colour: (token: string) => string;
};

/** Resolves the tokens as they stand on `element` now: light or dark. */
export function lookOf(element: HTMLElement): Look {
  const probe = element.ownerDocument.createElement('span');
  probe.hidden = true;
  element.append(probe);
  const resolve = (token: string) => {
    probe.style.color = `var(--${token})`;
    return getComputedStyle(probe).color;
  };
  const names = ['loss', 'train', 'leave-one-out', 'validation', 'before', 'after', 'mark'].map(
    (name) => `series-${name}`,
  );
  const tokens = [
    ...names,
    ...[1, 2, 3, 4].map((at) => `distance-${at}`),
    ...Array.from({ length: 8 }, (_, at) => `run-${at + 1}`),
    ...Array.from({ length: 12 }, (_, at) => `class-${at + 1}`),
    'right',
    'wrong',
    'warn',
    'accent',
  ];
  const colours = new Map(tokens.map((token) => [token, resolve(token)]));
  const look = {
    ink: resolve('ink'),
    inkFaint: resolve('ink-faint'),
    line: resolve('line'),
    surface: resolve('surface-raised'),
    font: getComputedStyle(element).fontFamily,
  };
  probe.remove();
  return { ...look, colour: (token) => colours.get(token) ?? look.ink };
}

/** "rgb(1, 2, 3)" with an opacity from 0 to 1. */
export const faded = (colour: string, opacity: number): string =>
  colour.replace(/^rgba?\(([^,]+,[^,]+,[^,)]+).*$/, `rgba($1, ${opacity})`);
