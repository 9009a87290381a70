import { describe, expect, test } from 'vitest';
import { capturedIo } from './captured-io';
import { commands } from './commands/index';
import { runCli } from './run-cli';

async function run(...argv: string[]) {
  const captured = capturedIo();
  const code = await runCli(argv, captured.io);
  return { code, ...captured.written };
}

describe('help', () => {
  test('lists every command', async () => {
    const { code, stdout } = await run('--help');
    expect(code).toBe(0);
    for (const group of new Set(commands.map(({ name }) => name.split(' ')[0]!)))
      expect(stdout).toContain(group);
  });

  test.each(commands.map(({ name }) => name))(
    'of %s names the flags that every command has',
    async (name) => {
      const { code, stdout, stderr } = await run(...name.split(' '), '--help');
      expect(code).toBe(0);
      expect(stdout).toContain(`metric-workbench ${name}`);
      expect(stdout).toMatch(/--home <dir>[^]*--json[^]*--help|--help[^]*--home <dir>[^]*--json/);
      expect(stderr).toBe('');
    },
  );

  test.each([
    ['help', 'train'],
    ['train', '-h'],
    ['--home', 'x', 'train', '--help'],
    ['--json', 'train', '--help'],
  ])('is found from %s %s', async (...argv) =>
    expect((await run(...argv)).stdout).toContain('--distance <id>'),
  );

  test('of train offers every setting of the registries', async () => {
    const { stdout } = await run('train', '--help');
    const flags = [
      '--margin',
      '--positive-margin',
      '--negative-margin',
      '--negative-weight',
      '--embedding-size',
    ];
    flags.push(
      '--hidden-size',
      '--learning-rate',
      '--epochs',
      '--batch-size',
      '--seed',
      '--engine',
      '--name',
      '--tag',
      '-k',
    );
    for (const flag of flags) expect(stdout).toContain(flag);
  });

  test('is fitted to the terminal', async () => {
    const captured = capturedIo({ columns: 60 });
    await runCli(['train', '--help'], captured.io);
    const tooWide = captured.written.stdout.split('\n').filter((line) => line.length > 60);
    // Lines written by hand after the options are not wrapped.
    expect(tooWide.filter((line) => line.startsWith('  '))).toEqual([]);
  });
});

describe('wrong usage', () => {
  test.each([
    ['an unknown command', ['trian']],
    ['an unknown command of a group', ['runs', 'frobnicate']],
    ['a group alone', ['datasets']],
    ['an unknown flag', ['train', '--dataset', 'a', '--distance', 'l2', '--frobnicate', '1']],
    ['an unknown flag of the workbench itself', ['--frobnicate']],
    ['a missing flag', ['train', '--distance', 'l2']],
    ['a missing argument', ['datasets', 'import', '--name', 'x']],
    ['a missing value', ['train', '--dataset', 'a', '--distance', 'l2', '--margin']],
    ['a word for a number', ['train', '--dataset', 'a', '--distance', 'triplet', '--margin', 'abc']],
    ['NaN for a number', ['train', '--dataset', 'a', '--distance', 'triplet', '--margin', 'NaN']],
    ['infinity for a number', ['train', '--dataset', 'a', '--distance', 'triplet', '--margin', '1e999']],
    ['an unknown engine', ['train', '--dataset', 'a', '--distance', 'l2', '--engine', 'steam']],
    ['a size that is none', ['datasets', 'import', 'x', '--name', 'x', '--size', 'big']],
    ['a negative seed', ['train', '--dataset', 'a', '--distance', 'l2', '--seed', '-1']],
    ['an unknown export format', ['runs', 'export', 'r1', '--format', 'xls', '--output', 'x']],
    ['too many arguments', ['runs', 'show', 'r1', 'r2']],
    ['a query and an image', ['neighbours', 'r1', '--query', '0', '--image', 'x.png']],
    ['a port that is none', ['serve', '--port', '70000']],
  ])('%s ends with 2 and says so', async (_, argv) => {
    const plain = await run(...argv);
    expect(plain.code).toBe(2);
    expect(plain.stderr).toMatch(/Error: \S/);
    expect(plain.stdout).toBe('');
    const asJson = await run(...argv, '--json');
    expect(asJson.code).toBe(2);
    expect(JSON.parse(asJson.stdout)).toEqual({
      error: {
        code: 'usage',
        message: expect.stringMatching(/\S/) as string,
        hint: expect.stringMatching(/\S/) as string,
      },
    });
  });

  test('suggests what may have been meant', async () => {
    expect((await run('trian')).stderr).toContain('train');
    expect((await run('train', '--dataset', 'a', '--distance', 'l2', '--epoch', '1')).stderr).toContain(
      '--epochs',
    );
  });
});
