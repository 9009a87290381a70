import { fork } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultOptions } from './options';
import type { Outcome } from './report';
import type { Suite } from './suites/suite';

/** One more than the cores that even a small machine has: many of them wait for time to pass. */
const atOnce = 3;

/** Runs suites that leave a core free, each in a process of its own, three at a time; prints each one's lines when it has ended. */
export async function runSideBySide(
  suites: readonly Suite[],
  options: FaultOptions,
  ended: (outcome: Outcome) => void,
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'metric-workbench-outcomes-'));
  const waiting = [...suites];
  const work = async () => {
    for (let suite = waiting.shift(); suite; suite = waiting.shift())
      ended(await runInProcess(suite, options, join(folder, `${suite.id}.json`)));
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function runInProcess(suite: Suite, { scale }: FaultOptions, file: string): Promise<Outcome> {
  const began = performance.now();
  const args = ['faults/index.ts', '--only', suite.id, '--outcome', file];
  const child = fork('scripts/run-ts.js', [...args, ...(scale > 1 ? ['--scale', 'nightly'] : [])], {
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  let text = '';
  child.stdout!.on('data', (bytes: Buffer) => (text += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  process.stdout.write(text);
  try {
    return { suite, ...(JSON.parse(readFileSync(file, 'utf8')) as Omit<Outcome, 'suite'>) };
  } catch {
    const fault = `The process of ${suite.id} ended with ${code ?? 'a signal'} and no outcome.`;
    console.log(`  FAILED  ${fault}`);
    const totals = { passed: 0, failed: 1, skipped: 0 };
    return { suite, figures: [], fault, skipped: null, seconds: (performance.now() - began) / 1000, totals };
  }
}
