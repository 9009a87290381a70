import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { scriptedTrainers, storeTinyDataset, temporaryHome } from '@core/workbench-fixture';
import { capturedIo } from './captured-io';
import { runCli } from './run-cli';

const { home, remove } = temporaryHome();

async function start(...argv: string[]) {
  const captured = capturedIo({ spawn: scriptedTrainers(home, {}).spawn });
  const code = await runCli([...argv, '--home', home], captured.io);
  return { code, ...captured.written };
}

beforeAll(async () => {
  await storeTinyDataset(home);
  for (const seed of ['0', '1', '2']) {
    const settings = ['--distance', 'triplet', '-k', '5', '--epochs', '1', '--seed', seed];
    await start('train', '--dataset', 'tiny', ...settings);
  }
});
afterAll(() => remove());

describe('runs compare', () => {
  test('answers with settings, scores and tests', async () => {
    const { code, stdout } = await start(
      'runs',
      'compare',
      'r1',
      'r3',
      'r2',
      '-k',
      '3',
      '--baseline',
      'r3',
      '--json',
    );
    expect(code).toBe(0);
    const answer = JSON.parse(stdout) as {
      runs: object[];
      tests: { id: string }[];
      settings: { key: string }[];
    };
    expect(answer).toMatchObject({ baseline: 'r3', k: 3, split: 'validation', maxK: 20 });
    expect(answer.runs).toMatchObject([{ id: 'r1' }, { id: 'r3' }, { id: 'r2' }]);
    expect(answer.tests.map(({ id }) => id)).toEqual(['r1', 'r2']);
    expect(answer.settings.some(({ key }) => key === 'seed')).toBe(true);
  });

  test('says in words what differs and whether it means something', async () => {
    const { stdout } = await start('runs', 'compare', 'r1', 'r2');
    expect(stdout).toMatch(/Setting +r1 +r2\nSeed +0 +1\n/);
    expect(stdout).toMatch(/r2 is (better than|worse than|not distinguishable from) r1/);
    expect(stdout).not.toContain('Optimizer');
    expect((await start('runs', 'compare', 'r1', 'r2', '--all')).stdout).toMatch(/Optimizer +sgd +sgd/);
  });

  test.each([
    ['one run', ['r1'], 2, 'runs compare takes 2 to 8 runs, got 1.'],
    [
      'nine runs',
      Array.from({ length: 9 }, (_, at) => `r${at}`),
      2,
      'runs compare takes 2 to 8 runs, got 9.',
    ],
    ['a run that is not there', ['r1', 'r9'], 3, 'There is no run r9, or it was removed.'],
    ['a run named twice', ['r1', '1'], 3, 'Run r1 is named twice.'],
    ['a k of 0', ['r1', 'r2', '-k', '0'], 3, '-k is 0'],
  ])('refuses %s', async (_, argv, code, message) => {
    const refused = await start('runs', 'compare', ...argv);
    expect(refused.code).toBe(code);
    expect(refused.stderr).toContain(message);
  });
});
