// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from './project.js';
import { runInherit } from './run-inherit.js';
import { failuresOfOutput, failuresOfPlaywright, failuresOfVitest } from './test-failures.js';
import {
  totalsOfClosingLine,
  totalsOfExit,
  totalsOfPlaywright,
  totalsOfStep,
  totalsOfVitest,
} from './test-totals.js';

/** @typedef {import('./test-totals.js').Totals} Totals */

/**
 * Runs one step of `npm test`, its output streamed, and resolves to its counts and what failed, a line each.
 * @param {import('./test-steps.js').TestStep} step
 * @param {{ folder: string, reference: string | null, env: NodeJS.ProcessEnv }} surroundings `folder` takes reports
 * @returns {Promise<{ totals: Totals, failures: string[], exitCode: number }>}
 */
export async function runStep(step, { folder, reference, env }) {
  const report = join(folder, `${step.script.replace(/\W/g, '-')}.json`);
  const fill = (/** @type {string} */ text) =>
    text.replaceAll('{report}', report).replaceAll('{reference}', reference ?? '');
  const filled = Object.entries(step.env ?? {}).map(([name, value]) => [name, fill(value)]);
  const { command, first } = npm(env);
  const args = [...first, 'run', '--silent', step.script, '--', ...(step.args ?? []).map(fill)];
  let output = '';
  const exitCode = await runInherit(command, args, {
    cwd: projectRoot,
    env: { ...env, ...Object.fromEntries(filled) },
    onOutput: step.counts === 'closing-line' ? (text) => (output += text) : undefined,
  });
  if (step.counts === 'exit') return { totals: totalsOfExit(exitCode), failures: [], exitCode };
  const { reported, failures } =
    step.counts === 'closing-line'
      ? { reported: totalsOfClosingLine(output), failures: failuresOfOutput(output) }
      : readReport(step.counts, report);
  const wasSkipped = step.maySkip === true && exitCode === 0 && (reported?.skipped ?? 0) > 0;
  const totals = wasSkipped && reported ? reported : totalsOfStep(reported, exitCode);
  return { totals, failures, exitCode };
}

/**
 * @param {'vitest' | 'playwright'} kind
 * @param {string} path
 * @returns {{ reported: Totals | null, failures: string[] }}
 */
function readReport(kind, path) {
  const nothing = { reported: null, failures: [] };
  if (!existsSync(path)) return nothing;
  try {
    const report = JSON.parse(readFileSync(path, 'utf8'));
    return kind === 'vitest'
      ? { reported: totalsOfVitest(report), failures: failuresOfVitest(report, projectRoot) }
      : { reported: totalsOfPlaywright(report), failures: failuresOfPlaywright(report) };
  } catch {
    return nothing; // cut off: the runner crashed
  }
}

/** The npm that runs us, or the one on the PATH. @param {NodeJS.ProcessEnv} env */
function npm(env) {
  return env.npm_execpath
    ? { command: process.execPath, first: [env.npm_execpath] }
    : { command: 'npm', first: [] };
}
