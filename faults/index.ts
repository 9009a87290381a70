import { writeFileSync } from 'node:fs';
import { ensureBuild } from '../scripts/ensure-build.js';
import { buildPrograms, programs } from './build-programs';
import { readOptions, usage, type FaultOptions } from './options';
import { closingLine, writeMarkdown, type Outcome } from './report';
import { runSuite } from './run-suite';
import { runSideBySide } from './side-by-side';
import { suites } from './suites/index';

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
  if (options.outcome !== null) return runForParent(options, options.outcome);
  if (!(await ensureBuild())) return 1;
  const program = await buildPrograms();
  const outcomes: Outcome[] = [];
  const add = (outcome: Outcome) => {
    outcomes.push(outcome);
    if (options.markdown) writeMarkdown(options.markdown, outcome, new Date().toISOString().slice(0, 10));
  };
  const asked = suites.filter(({ id }) => options.only.length === 0 || options.only.includes(id));
  const began = performance.now();
  for (const suite of asked) if (suite.alone) add(await runSuite(suite, program, options));
  await runSideBySide(
    asked.filter(({ alone }) => !alone),
    options,
    add,
  );
  console.log(`\n${((performance.now() - began) / 60_000).toFixed(1)} minutes\n${closingLine(outcomes)}`);
  return outcomes.some(({ totals }) => totals.failed > 0) ? 1 : 0;
}

/** One suite beside another one: everything is built, and the outcome goes into a file. */
async function runForParent(options: FaultOptions, file: string): Promise<number> {
  const suite = suites.find(({ id }) => id === options.only[0])!;
  const { suite: _, ...outcome } = await runSuite(suite, programs(), options);
  writeFileSync(file, JSON.stringify(outcome));
  return 0;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
