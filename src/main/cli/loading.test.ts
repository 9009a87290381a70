import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const source = fileURLToPath(new URL('../..', import.meta.url));
const cli = join(source, 'main', 'cli');

const commandFiles = readdirSync(join(cli, 'commands')).filter((name) => !/index|\.test\./.test(name));

/** Zod, the database, the typed calls and the engines are loaded by a command at work, never by its help. */
test.each(['index.ts', ...commandFiles.map((name) => `commands/${name}`)])(
  '%s loads light things at once',
  (entry) => {
    const light = new Set(['commander', 'fflate']);
    expect(
      loadedAtOnce(join(cli, entry)).filter((name) => !light.has(name) && !name.startsWith('node:')),
    ).toEqual([]);
  },
);

test('the walk sees what a command at work loads', () => {
  expect(loadedAtOnce(join(source, 'shared', 'run.ts'))).toEqual(['zod']);
});

/** Packages reached from a file by imports that are neither types nor lazy. */
function loadedAtOnce(entry: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (file: string) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const name of staticImports(readFileSync(file, 'utf8'))) {
      const path = fileOf(name, file);
      if (path === undefined) packages.add(name);
      else visit(path);
    }
  };
  visit(entry);
  return [...packages].sort();
}

function staticImports(text: string): string[] {
  const statements = text.matchAll(
    /^(?:import|export)\s+(?!type\b)([^;]*?)\s*from\s+'([^']+)'|^import\s+'([^']+)'/gm,
  );
  return [...statements]
    .filter(([, names]) => !names?.startsWith('{') || names.slice(1, -1).split(',').some(isValue))
    .map(([, , from, bare]) => from ?? bare ?? '');
}

function isValue(name: string): boolean {
  return name.trim() !== '' && !name.trim().startsWith('type ');
}

function fileOf(name: string, from: string): string | undefined {
  if (name.startsWith('.')) return `${join(dirname(from), name)}.ts`;
  return /^@(shared|ml|core|main)\//.test(name) ? `${join(source, name.slice(1))}.ts` : undefined;
}
