import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SweepSummary } from '@shared/sweep';

// The program as it is installed, with its real trainer.
const launcher = fileURLToPath(new URL('../../../scripts/cli.js', import.meta.url));
const program = fileURLToPath(new URL('../../../out/main/cli.js', import.meta.url));
const patienceMs = 240_000;

const homes: string[] = [];
beforeAll(async () => {
  homes.push(await mkdtemp(join(tmpdir(), 'mwb-sweep-')), await mkdtemp(join(tmpdir(), 'mwb-sweep-')));
  for (const home of homes) expect((await ended(start(home, 'datasets', 'sample', '--json'))).code).toBe(0);
}, patienceMs);
afterAll(() => Promise.all(homes.map((home) => rm(home, { recursive: true, force: true }))));

function start(home: string, ...argv: string[]): ChildProcess {
  return spawn(process.execPath, [launcher, ...argv, '--home', home]);
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (bytes: Buffer) => (text.stdout += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (text.stderr += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...text };
}

async function sweepOf(child: ChildProcess): Promise<SweepSummary> {
  const { code, stdout, stderr } = await ended(child);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  return JSON.parse(stdout) as SweepSummary;
}

const sweep = [
  ...[
    'sweep',
    '--dataset',
    'sample',
    '--distance',
    'triplet',
    '--vary',
    'margin=0.1,0.7',
    '--vary',
    'k=1,36',
  ],
  ...['--folds', '3', '--epochs', '40', '--json'],
];

test('a sweep that is killed in the middle comes to the same table', { timeout: patienceMs }, async () => {
  // Not by the launcher, whose child would survive it.
  const killed = spawn(process.execPath, [program, ...sweep, '--workers', '1', '--home', homes[0]!]);
  await new Promise<void>((resolve) => {
    killed.stderr.on('data', (bytes: Buffer) => {
      if (/[1-9] of 6 fits/.test(bytes.toString())) killed.kill('SIGKILL');
    });
    killed.once('close', () => resolve());
  });
  const left = await sweepOf(start(homes[0]!, 'sweeps', 'show', 's1', '--json'));
  const resumed =
    left.status === 'finished' ? left : await sweepOf(start(homes[0]!, 'sweeps', 'resume', 's1', '--json'));
  const whole = await sweepOf(start(homes[1]!, ...sweep));
  expect(resumed).toMatchObject({ status: 'finished', progress: { finished: 6, total: 6 } });
  expect(resumed.configurations).toEqual(whole.configurations);
  expect([resumed.best, resumed.oneStandardError]).toEqual([whole.best, whole.oneStandardError]);
  expect(whole.configurations.map(({ values }) => values)).toEqual([
    { margin: 0.1, k: 1 },
    { margin: 0.1, k: 36 },
    { margin: 0.7, k: 1 },
    { margin: 0.7, k: 36 },
  ]);
  for (const { validation } of whole.configurations) expect(validation.mean).toBeLessThan(0.6);
});
