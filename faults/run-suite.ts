import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@ml/random';
import { Ledger } from './ledger';
import type { FaultOptions } from './options';
import { figureLines, type Outcome } from './report';
import type { FaultContext, Suite } from './suites/suite';

/** Runs a suite in this process, in a folder of its own that is deleted afterwards, and prints what it found. */
export async function runSuite(
  suite: Suite,
  program: (name: string) => string,
  options: FaultOptions,
): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), `metric-workbench-faults-${suite.id}-`));
  const ledger = new Ledger();
  const context = contextOf(suite, folder, program, options, ledger);
  console.log(`\n${suite.id} – ${suite.title} (${suite.covers.join(', ')})`);
  const skipped = suite.skip?.(context) ?? null;
  const began = performance.now();
  let figures: Figure[] = [];
  let fault: string | null = null;
  try {
    if (skipped === null) figures = await suite.run(context);
  } catch (error) {
    fault = error instanceof Error ? (error.stack ?? error.message) : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const seconds = (performance.now() - began) / 1000;
  const counted = ledger.totals(figures);
  const totals = {
    passed: counted.passed,
    failed: counted.failed + (fault === null ? 0 : 1),
    skipped: skipped === null ? 0 : 1,
  };
  const outcome = { suite, figures, fault, skipped, seconds, totals };
  print(outcome, ledger);
  return outcome;
}

type Figure = Outcome['figures'][number];

function contextOf(
  suite: Suite,
  folder: string,
  program: (name: string) => string,
  { scale }: FaultOptions,
  ledger: Ledger,
): FaultContext {
  const random = createRandom(1, `faults/${suite.id}`);
  return {
    folder,
    program,
    times: (usual) => usual * scale,
    isNightly: scale > 1,
    random: () => random.uniform(),
    check: (name, isTrue, detail) => ledger.check(name, isTrue, detail),
    say: (text) => console.error(`  ${suite.id}: ${text}`),
  };
}

function print({ figures, fault, skipped, seconds }: Outcome, ledger: Ledger): void {
  if (skipped !== null) return console.log(`  skipped: ${skipped}`);
  console.log([...ledger.lines(), ...figureLines(figures)].join('\n'));
  if (fault !== null) console.log(`  FAILED  the suite itself: ${fault}`);
  console.log(`  ${seconds.toFixed(1)} s`);
}
