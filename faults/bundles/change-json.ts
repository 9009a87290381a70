import { jsonJunk, oneOf, type Chance } from '../messages/junk';
import { isObject, raw, type Json } from './parts';

/** Changes one value somewhere in a value of JSON: another type, a telling number or text, nothing, too much, too deep. */
export function changeJson(root: Json, chance: Chance): void {
  const place = someWhere(root, chance);
  if (!place) return;
  const { holder, key } = place;
  const kind = chance();
  if (kind < 0.12) remove(holder, key);
  else if (kind < 0.2) add(holder, chance);
  else put(holder, key, changed(valueAt(holder, key), chance));
}

type Holder = Json[] | { [key: string]: Json };
type Place = { holder: Holder; key: string };

/** Goes down from the root, at every level to any of what is there, and stops at a leaf or by chance. */
function someWhere(root: Json, chance: Chance): Place | null {
  let place: Place | null = null;
  for (
    let value = root;
    typeof value === 'object' && value !== null;
    value = valueAt(place.holder, place.key)
  ) {
    const keys = Object.keys(value);
    if (keys.length === 0 || (place && chance() < 0.15)) return place;
    place = { holder: value, key: oneOf(chance, keys) };
  }
  return place;
}

function valueAt(holder: Holder, key: string): Json {
  return (holder as { [key: string]: Json })[key] ?? null;
}

/** As a key of its own, also where the language has another meaning for it. */
function put(holder: Holder, key: string, value: Json): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function remove(holder: Holder, key: string): void {
  if (Array.isArray(holder)) holder.splice(Number(key), 1);
  else delete holder[key];
}

const strangeKeys = [
  '__proto__',
  'constructor',
  'toString',
  '',
  '0',
  '-1',
  '1e3',
  '007',
  '4294967296',
  'ü\u0000',
];

function add(holder: Holder, chance: Chance): void {
  const value = jsonJunk(chance) as Json;
  if (Array.isArray(holder)) holder.splice(Math.floor(chance() * (holder.length + 1)), 0, value);
  else put(holder, oneOf(chance, strangeKeys), chance() < 0.5 ? 0.5 : value);
}

function changed(value: Json, chance: Chance): Json {
  if (chance() < 0.15) return anything(chance);
  if (typeof value === 'number') return anotherNumber(value, chance);
  if (typeof value === 'string') return anotherText(value, chance);
  if (Array.isArray(value)) return anotherList(value, chance);
  if (isObject(value)) return oneOf<Json>(chance, [null, {}, [value], { ...value, ...value }]);
  return oneOf<Json>(chance, [0, 1, true, false, '', [], {}]);
}

function anything(chance: Chance): Json {
  const texts = [
    'NaN',
    '1e999',
    '-1e999',
    '-0',
    '0x10',
    '9'.repeat(400),
    `${'['.repeat(5000)}${']'.repeat(5000)}`,
  ];
  return chance() < 0.5 ? raw(oneOf(chance, texts)) : (jsonJunk(chance) as Json);
}

const tellingNumbers = [
  0,
  -1,
  1,
  2,
  7,
  0.5,
  255,
  999,
  65_536,
  1e6,
  9_999_999,
  2 ** 31 - 1,
  2 ** 31,
  2 ** 32,
  2 ** 53 - 1,
  2 ** 53,
  1e300,
  -(2 ** 31),
  5e-324,
  3.5e38,
];

function anotherNumber(value: number, chance: Chance): Json {
  const near = [value + 1, value - 1, -value, value * 2, value * 1000, value + 0.5, Math.round(value)];
  return oneOf<Json>(chance, [...near, ...tellingNumbers, String(value)]);
}

const tellingTexts = [
  '',
  ' ',
  '../../evil',
  '/etc/passwd',
  'C:\\evil',
  'a/./b',
  '.hidden',
  'CON',
  'x'.repeat(130),
  'x'.repeat(20_000),
  'é\u0301ü',
  '\ud800',
  '\0',
  '\u202egnp',
  '=cmd|1',
  '<img src=x onerror=alert(1)>',
  '__proto__',
  'constructor',
  '2026-02-31T25:61:00Z',
  '0',
  '-1',
  // Words of the format itself, in places where they do not belong.
  'finished',
  'interrupted',
  'cancelled',
  'queued',
  'running',
  'failed',
  'diverged',
  'storage',
  'l2',
  'triplet',
  'identity',
  'linear',
  'mlp',
  'adam',
  'sgd',
  'shuffle',
  'unit',
  'symmetric',
  'contrastive',
  'embedding',
  'weights.P',
  'neighbours.validation.indices',
  'neighbours.train.distances',
  'float32',
  'int32',
  'direct',
  'none',
];

function anotherText(value: string, chance: Chance): Json {
  const near = [
    `${value} `,
    value.slice(1),
    value.toUpperCase(),
    `${value}\0`,
    `../${value}`,
    `${value}/x`,
    `${value}ü`,
  ];
  return oneOf<Json>(chance, [...near, ...tellingTexts]);
}

function anotherList(value: Json[], chance: Chance): Json {
  const long = () => Array.from({ length: 2000 }, (_, at) => value[at % Math.max(1, value.length)] ?? at);
  return oneOf(chance, [
    () => [],
    () => [...value].reverse(),
    () => [...value, ...value],
    () => value.slice(1),
    () => value.slice(0, -1),
    () => [value],
    long,
  ])();
}
