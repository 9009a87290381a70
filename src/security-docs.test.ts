import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(`${root}${path}`, 'utf8');

describe.each([
  ['docs/electron-security.md', 20],
  ['docs/security-checks.md', 15],
])('%s', (document, count) => {
  const rows = read(document)
    .split('\n')
    .filter((line) => /^\| E?\d+ \|/.test(line));

  it('has a row for everything, with a test or a suite in each', () => {
    expect(rows).toHaveLength(count);
    expect(rows.filter((row) => !/\.(test|check|spec)\.ts`: "|`faults\/suites\//.test(row))).toEqual([]);
  });

  it.each(rows.map((row) => [row.slice(0, 40), row]))('%s… names only what exists', (_start, row) => {
    const tests = [...row.matchAll(/`([\w./-]+\.(?:test|check|spec)\.ts)`: "([^"]+)"/g)];
    for (const [, file = '', name = ''] of tests) expect(read(file)).toContain(name);
    for (const [, file = ''] of row.matchAll(/`(faults\/suites\/[\w-]+\.ts)`/g)) {
      expect(existsSync(`${root}${file}`)).toBe(true);
      const id = file.split('/').at(-1)?.replace('.ts', '');
      expect(read('faults/suites/index.ts')).toContain(`'./${id}'`);
    }
  });
});

describe('what a package is made of', () => {
  it('the fuses of a package are the safe ones', () => {
    expect(JSON.parse(read('resources/fuses.json'))).toEqual({
      RunAsNode: false,
      EnableCookieEncryption: true,
      EnableNodeOptionsEnvironmentVariable: false,
      EnableNodeCliInspectArguments: false,
      EnableEmbeddedAsarIntegrityValidation: true,
      OnlyLoadAppFromAsar: true,
      LoadBrowserProcessSpecificV8Snapshot: false,
      GrantFileProtocolExtraPrivileges: false,
      WasmTrapHandlers: true,
    });
  });

  it('Electron is pinned to one version', () => {
    const { devDependencies } = JSON.parse(read('package.json')) as {
      devDependencies: Record<string, string>;
    };
    expect(devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  it('nothing that speaks to Electron opens another program', () => {
    const sources = readdirSync(`${root}src`, { recursive: true, encoding: 'utf8' })
      .map((path) => `src/${path.replaceAll('\\', '/')}`)
      .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts'));
    const users = sources.filter((path) => /from 'electron'|import\('electron'\)/.test(read(path)));
    expect(users.length).toBeGreaterThan(5);
    expect(users.filter((path) => /openExternal|openPath|\bshell\b/.test(read(path)))).toEqual([]);
  });
});
