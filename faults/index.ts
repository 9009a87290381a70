import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '@ml/random';
import { ensureBuild } from '../scripts/ensure-build.js';
import { buildPrograms } from './build-programs';
import { Ledger } from './ledger';
import { readOptions, usage, type FaultOptions } from './options';
import { closingLine, figureLines, writeMarkdown, type Outcome } from './report';
import { suites } from './suites/index';
import type { FaultContext, Suite } from './suites/suite';

/** Injects faults into the built program and holds what must hold; the last line is `N passed, N failed`. */
export async function main(args: string[]): Promise<number> {
  let options: FaultOptions;
  try {
    options = readOptions(
      args,
      suites.map(({ id }) => id),
    );
  } catch (error) {
    console.error(`${wordsOf(error)}\n${usage}`);
    return 2;
  }
  if (!(await ensureBuild())) return 1;
  const program = await buildPrograms();
  const outcomes: Outcome[] = [];
  for (const suite of suites) {
    if (options.only.length > 0 && !options.only.includes(suite.id)) continue;
    const outcome = await runSuite(suite, program, options);
    outcomes.push(outcome);
    if (options.markdown) writeMarkdown(options.markdown, outcome, new Date().toISOString().slice(0, 10));
  }
  console.log(`\n${closingLine(outcomes)}`);
  return outcomes.some(({ totals }) => totals.failed > 0) ? 1 : 0;
}

async function runSuite(
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

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
