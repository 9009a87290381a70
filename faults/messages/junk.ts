/** A source of numbers from 0 (included) to 1 (excluded). */
export type Chance = () => number;

/** One of some things. */
export function oneOf<T>(chance: Chance, choices: readonly T[]): T {
  return choices[Math.floor(chance() * choices.length)] as T;
}

const words = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'length',
  'i',
  'p',
  't',
  'u',
  'b',
  'json',
  'meta',
];
const texts = [
  '',
  'r1',
  '../../etc/passwd',
  '\0',
  '\u202e',
  '<img src=x onerror=alert(1)>',
  '9'.repeat(400),
  '{{',
  '%s',
  '💥',
];
const numbers = [0, -1, 1.5, 2 ** 31, 2 ** 53, 1e308, -0, 1e-320];

/** Any value that JSON can hold, `depth` deep at most, with names that are traps in JavaScript. */
export function jsonJunk(chance: Chance, depth = 4): unknown {
  const kind = Math.floor(chance() * (depth > 0 ? 7 : 5));
  if (kind === 0) return null;
  if (kind === 1) return chance() < 0.5;
  if (kind === 2) return oneOf(chance, numbers);
  if (kind <= 4) return oneOf(chance, texts);
  const count = Math.floor(chance() * 4);
  const items = Array.from({ length: count }, () => jsonJunk(chance, depth - 1));
  if (kind === 5) return items;
  // From entries, so that "__proto__" is a key like any other.
  return Object.fromEntries(items.map((item) => [oneOf(chance, words), item]));
}

/** Any value that can be cloned into another process: also what JSON cannot hold. */
export function cloneableJunk(chance: Chance): unknown {
  const cyclic: Record<string, unknown> = { type: 'cyclic' };
  cyclic['self'] = cyclic;
  const strange = [
    () => 10n ** 40n,
    () => cyclic,
    () => new Map([[jsonJunk(chance), jsonJunk(chance)]]),
    () => new Set([1, NaN]),
    () => new Date(NaN),
    () => new Uint8Array(Math.floor(chance() * 4096)),
    () => new Float64Array([NaN, Infinity]),
    () => new Error('an error'),
    () => /(a+)+$/,
    () => undefined,
    () => NaN,
    () => nested(200),
    () => 'x'.repeat(Math.floor(chance() * 100_000)),
  ];
  return chance() < 0.5 ? jsonJunk(chance) : oneOf(chance, strange)();
}

/** Arrays in arrays. */
export function nested(depth: number): unknown {
  let value: unknown = [];
  for (let at = 0; at < depth; at++) value = [value];
  return value;
}

/** An object with so many keys. */
export function manyKeys(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]));
}
