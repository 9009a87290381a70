import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openVenv } from '../../bench/venv';
import { reportChecks, type Check } from '../report-checks';
import { compare, type Found } from './compare';

/** Rows of validation examples of the sample (600 training rows come first), and how many neighbours of each. */
const queries = [600, 611, 640, 699, 749];
const k = 10;

const runs: readonly (readonly string[])[] = [
  ['--distance', 'l2'],
  ['--distance', 'contrastive', '--epochs', '10', '--learning-rate', '0.002'],
  ['--distance', 'triplet', '--epochs', '10'],
  ['--distance', 'triplet', '--epochs', '5', '--normalizer', 'unit', '--embedding-size', '16'],
];

/** Trains on the sample, exports, and holds the documented NumPy lines to the workbench's own neighbours; gives the exit code. */
export async function main(): Promise<number> {
  const python = openVenv('exports-venv', 'scripts/verify-exports/requirements.txt');
  if ('missing' in python) {
    console.log(`skipped: no NumPy here (${python.missing})\n0 passed, 0 failed, ${runs.length} skipped`);
    return 0;
  }
  const home = mkdtempSync(join(tmpdir(), 'verify-exports-'));
  try {
    return reportChecks(verify(home, python.python));
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

function verify(home: string, python: string): Check[] {
  const cli = (...args: string[]): unknown =>
    JSON.parse(stdoutOf(process.execPath, ['scripts/cli.js', '--home', home, ...args, '--json']));
  cli('datasets', 'sample');
  const files = runs.map((settings, at) => {
    cli('train', '--dataset', 'sample', ...settings);
    for (const format of ['npz', 'safetensors'])
      cli('runs', 'export', `r${at + 1}`, '--format', format, '--output', join(home, `r${at + 1}.${format}`));
    return join(home, `r${at + 1}.npz`);
  });
  const data = join(home, 'datasets', readdirSync(join(home, 'datasets'))[0] ?? '');
  const script = [
    'scripts/verify-exports/distances.py',
    'docs/exports.md',
    data,
    queries.join(','),
    String(k),
  ];
  const lines = stdoutOf(python, [...script, ...files])
    .trim()
    .split('\n');
  return lines.map((line, at) => {
    const shown = queries.map((query) =>
      shownBy(cli('neighbours', `r${at + 1}`, '--query', String(query), '-k', String(k))),
    );
    return compare((runs[at] ?? []).join(' '), foundSchema.parse(JSON.parse(line)), shown);
  });
}

const foundSchema: z.ZodType<Found> = z.object({
  indices: z.array(z.array(z.number())),
  distances: z.array(z.array(z.number())),
  sameTensors: z.boolean(),
  sameSplits: z.boolean(),
  embeddingError: z.number(),
});

const answerSchema = z.object({ neighbours: z.array(z.object({ index: z.number(), distance: z.number() })) });

function shownBy(answer: unknown): { index: number; distance: number }[] {
  return answerSchema.parse(answer).neighbours;
}

function stdoutOf(command: string, args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${command} ${args.slice(0, 6).join(' ')} failed:\n${stderr}${stdout}`);
  return stdout;
}
