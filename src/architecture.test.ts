import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'src');

/** What each layer may import; a layer always may import itself. */
const layers: Record<string, readonly string[]> = {
  shared: [],
  ml: ['shared'],
  core: ['ml', 'shared'],
  trainer: ['ml', 'shared'],
  main: ['core', 'ml', 'shared'],
  preload: ['shared'],
  renderer: ['ml', 'shared'],
};

/** Packages that only some places may import (types excepted). */
const fences: readonly { package: RegExp; only: RegExp }[] = [
  { package: /^@tensorflow\//, only: /^trainer\// },
  { package: /^better-sqlite3$/, only: /^core\// },
  { package: /^electron$/, only: /^(main\/index|main\/desktop\/|preload\/)/ },
  { package: /^(hono|@hono\/.*|ws|node:http|node:https)$/, only: /^main\/serve\// },
  { package: /^(svelte|chart\.js|bits-ui|@lucide\/.*)/, only: /^renderer\// },
  { package: /^node:/, only: /^(core|trainer|main|preload)\// },
];

const files = walk(source).filter(
  (file) => /\.(ts|svelte)$/.test(file) && !/\.(test|check|d)\.ts$/.test(file),
);
const sources = files.map((file) => {
  const text = readFileSync(file, 'utf8');
  return { path: relative(source, file), text, imports: importsOf(text) };
});

describe('layers', () => {
  it.each(sources.map((file) => [file.path, file] as const))(
    '%s imports only what its layer may',
    (path, file) => {
      const layer = path.split('/')[0]!;
      if (!Object.hasOwn(layers, layer)) return;
      const wrong = file.imports
        .map((name) => /^@(shared|ml|core|trainer|main|renderer)\//.exec(name.from)?.[1])
        .filter((other) => other !== undefined && other !== layer && !layers[layer]!.includes(other));
      const outside = file.imports.filter(
        ({ from }) => from.startsWith('.') && !from.endsWith('/package.json') && leaves(path, from),
      );
      expect(wrong).toEqual([]);
      expect(outside).toEqual([]);
    },
  );

  it('keeps packages behind their fences', () => {
    const breaches = sources.flatMap(({ path, imports }) =>
      imports.flatMap(({ from, typeOnly }) => {
        const fence = fences.find((entry) => entry.package.test(from));
        return fence && !typeOnly && !fence.only.test(path) ? [`${path} imports ${from}`] : [];
      }),
    );
    expect(breaches).toEqual([]);
  });
});

describe('registries', () => {
  const registries = walk(source)
    .filter((file) => file.endsWith('/index.ts'))
    .map((file) => relative(source, file).replace('/index.ts', ''))
    .filter((folder) => /s$/.test(folder) && folder.includes('/'));

  it('finds the registries', () => {
    expect(registries).toEqual(
      expect.arrayContaining([
        'ml/distances',
        'ml/losses',
        'core/dataset-formats',
        'main/cli/commands',
        'renderer/pages',
      ]),
    );
  });

  it.each(registries)('%s lists every entry', (folder) => {
    const index = readFileSync(join(source, folder, 'index.ts'), 'utf8');
    const entries = sources.filter(({ path, text }) => isEntry(folder, path, text)).map(({ path }) => path);
    const missing = entries.filter((path) => {
      const name = path.slice(folder.length + 1).replace(/\.ts$/, '');
      return !index.includes(`'./${name}'`);
    });
    expect(missing).toEqual([]);
  });
});

describe('house style', () => {
  it('keeps files short', () => {
    const lengths = sources.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(lengths.filter(({ lines }) => lines > 300)).toEqual([]);
    expect(sorted[Math.floor(sorted.length * 0.5)]).toBeLessThanOrEqual(80);
    expect(sorted[Math.floor(sorted.length * 0.9)]).toBeLessThanOrEqual(200);
  });

  it('leaves chance, default exports and vague names out', () => {
    const chance = sources.filter(({ text }) => text.includes('Math.random('));
    const defaults = sources.filter(
      ({ path, text }) => path.endsWith('.ts') && /^export default/m.test(text),
    );
    const vague = sources.filter(({ path }) =>
      /(^|\/)(utils?|helpers?|common)\.|[-/](manager|service)\./.test(path),
    );
    expect([chance, defaults, vague].flat().map(({ path }) => path)).toEqual([]);
  });

  it('has no cycles between files', () => {
    expect(cyclesIn(sources)).toEqual([]);
  });
});

describe('README', () => {
  const readme = readFileSync(join(root, 'README.md'), 'utf8');

  it.each([
    ['distances', 'ml/distances'],
    ['losses', 'ml/losses'],
    ['embeddings', 'ml/embeddings'],
    ['dataset formats', 'core/dataset-formats'],
    ['commands', 'main/cli/commands'],
  ])('names every entry of %s', (_label, folder) => {
    const ids = sources
      .filter(({ path, text }) => isEntry(folder, path, text))
      .map(({ path }) => path.slice(folder.length + 1).replace(/\.ts$/, ''));
    expect(ids.filter((id) => !readme.includes(`\`${id}\``))).toEqual([]);
  });

  it('names every place of its table that exists', () => {
    const places = [...readme.matchAll(/\| `(src\/[^`<]*)(?:<[^`]*)?` \|/g)].map((match) => match[1]!);
    expect(places.length).toBeGreaterThan(5);
    expect(places.filter((place) => !exists(join(root, place.replace(/[^/]*$/, ''))))).toEqual([]);
  });
});

type Import = { from: string; typeOnly: boolean };

function importsOf(text: string): Import[] {
  const found: Import[] = [];
  const statement =
    /^\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+'([^']+)'|^\s*import\s+'([^']+)'|import\('([^']+)'\)/gm;
  for (const match of text.matchAll(statement)) {
    found.push({ from: (match[2] ?? match[3] ?? match[4])!, typeOnly: match[1] !== undefined });
  }
  return found;
}

/** Does a relative import leave its layer? */
function leaves(path: string, from: string): boolean {
  const target = join(path, '..', from);
  return target.split('/')[0] !== path.split('/')[0];
}

/** A file of a registry folder is an entry when it defines one with the folder's `define…` function. */
function isEntry(folder: string, path: string, text: string): boolean {
  if (path.slice(0, path.lastIndexOf('/')) !== folder || path.endsWith('/index.ts')) return false;
  return /\bdefine[A-Z]\w*(?:<[^>]*>)?\(/.test(text) && !/export function define/.test(text);
}

function cyclesIn(all: typeof sources): string[] {
  const known = new Map(all.map((file) => [file.path, file]));
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) {
      cycles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const { from, typeOnly } of known.get(path)?.imports ?? []) {
      if (typeOnly) continue;
      const base = from.startsWith('.')
        ? join(path, '..', from)
        : /^@(shared|ml|core|trainer|main|renderer)\//.test(from)
          ? from.slice(1)
          : null;
      const target = base && [base, `${base}.ts`, `${base}/index.ts`].find((name) => known.has(name));
      if (target) visit(target, [...trail, path]);
    }
    done.add(path);
  };
  for (const { path } of all) visit(path, []);
  return cycles;
}

function walk(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? walk(join(folder, entry.name)) : [join(folder, entry.name)],
  );
}

function exists(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false }) !== undefined;
}
