/** What a schema found wrong with a value, as far as words need it. */
export type Issue = {
  code?: string | undefined;
  path?: readonly unknown[] | undefined;
  message: string;
  /** The kind of value that is too big or too small. */
  origin?: string | undefined;
  maximum?: number | bigint | undefined;
  minimum?: number | bigint | undefined;
  /** The type that was wanted instead. */
  expected?: string | undefined;
};

/** What a schema found wrong with `input`, in words for people: no paths, no types. */
export function wordsOfIssue(issue: Issue, input: unknown): string {
  const path = (issue.path ?? []).map(keyOf);
  const value = path.reduce<unknown>((within, key) => fieldOf(within, key), input);
  const name = nameOf(path);
  switch (issue.code) {
    case 'too_big':
      return tooBig(issue, name, value);
    case 'too_small':
      return tooSmall(issue, name, value);
    case 'invalid_format':
    case 'custom':
      // The schema has words of its own, or zod's, which begin so.
      return issue.message.startsWith('Invalid')
        ? `This is not a ${name.one}: ${shown(value)}.`
        : issue.message;
    case 'invalid_type':
      if (issue.expected === 'int') return `The ${name.one} is ${shown(value)}; it has to be a whole number.`;
  }
  return `The ${name.one} cannot be used. ${issue.message}.`;
}

type Name = { one: string; many: string };

function tooBig({ origin, maximum }: Issue, { one, many }: Name, value: unknown): string {
  if (origin === 'string') {
    const length = typeof value === 'string' ? value.trim().length : null;
    const [begin, end] = one === many ? [capital(many), 'these have'] : [capital(an(one)), 'this one has'];
    const has = one === many ? 'have' : 'has';
    return `${begin} ${has} at most ${shown(maximum)} characters${length === null ? '' : `; ${end} ${shown(length)}`}.`;
  }
  if (origin === 'array')
    return `At most ${shown(maximum)} ${many} can be given${Array.isArray(value) ? `; these are ${shown(value.length)}` : ''}.`;
  return `The ${one} is at most ${shown(maximum)}${typeof value === 'number' ? `; this one is ${shown(value)}` : ''}.`;
}

function tooSmall({ origin, minimum }: Issue, { one, many }: Name, value: unknown): string {
  if (origin === 'string')
    return minimum === 1
      ? `${capital(an(one))} cannot be empty.`
      : `${capital(an(one))} has at least ${shown(minimum)} characters.`;
  if (origin === 'array')
    return `At least ${shown(minimum)} ${Number(minimum) === 1 ? one : many} must be given.`;
  return `The ${one} is at least ${shown(minimum)}${typeof value === 'number' ? `; this one is ${shown(value)}` : ''}.`;
}

/** Fields whose names in the program are not what people call them. */
const names: Readonly<Record<string, Name>> = {
  tags: { one: 'tag', many: 'tags' },
  addTags: { one: 'tag', many: 'tags' },
  removeTags: { one: 'tag', many: 'tags' },
  notes: { one: 'notes', many: 'notes' },
  ids: { one: 'run', many: 'runs' },
  values: { one: 'value', many: 'values' },
  axes: { one: 'axis', many: 'axes' },
  k: { one: 'k', many: 'ks' },
};

/** The field that a path leads to; a place in a list is one of what the list holds. */
function nameOf(path: readonly (string | number)[]): Name {
  const key = path.findLast((part) => typeof part === 'string') ?? 'value';
  const known = Object.hasOwn(names, key) ? names[key] : undefined;
  const plain = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return known ?? { one: plain, many: plain.endsWith('s') ? plain : `${plain}s` };
}

function keyOf(part: unknown): string | number {
  const key = typeof part === 'object' && part !== null && 'key' in part ? part.key : part;
  return typeof key === 'number' ? key : String(key);
}

function fieldOf(within: unknown, key: string | number): unknown {
  if (typeof within !== 'object' || within === null || !Object.hasOwn(within, key)) return undefined;
  return (within as Record<string | number, unknown>)[key];
}

function shown(value: unknown): string {
  if (typeof value === 'number' || typeof value === 'bigint') return value.toLocaleString('en');
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80);
}

const an = (noun: string): string => (/^[aeio]/.test(noun) ? `an ${noun}` : `a ${noun}`);

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
