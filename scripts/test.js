// @ts-check
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBrowser } from './ensure-browser.js';
import { projectRoot } from './project.js';
import { runStep } from './run-step.js';
import { testSteps } from './test-steps.js';
import { closingLine, sumTotals } from './test-totals.js';

// `npm test`: every step of the table, whatever fails before it; the last line has the sums.
const REFERENCE_FOLDERS = ['../shared/reference/vectors', 'resources/reference'];
const FAILED = { passed: 0, failed: 1, skipped: 0 };
const SKIPPED = { passed: 0, failed: 0, skipped: 1 };

/** @typedef {{ name: string, totals: import('./test-totals.js').Totals, failures: string[], seconds: number, note: string }} Outcome */

/** @type {Outcome[]} */
const outcomes = [];
let interruptedBy = 0;
process.on('SIGINT', () => (interruptedBy = 130));
process.on('SIGTERM', () => (interruptedBy = 143));
const folder = mkdtempSync(join(tmpdir(), 'metric-workbench-test-'));
try {
  for (const step of testSteps) {
    outcomes.push(await runNamed(step));
    if (interruptedBy) break;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
printSummary();

/** @param {import('./test-steps.js').TestStep} step @returns {Promise<Outcome>} */
async function runNamed(step) {
  console.log(`\n== ${step.name}`);
  const startedAt = performance.now();
  const { totals, failures = [], note } = await runIfPossible(step);
  if (note) console.log(`${step.name}: ${note}`);
  return { name: step.name, totals, failures, note, seconds: (performance.now() - startedAt) / 1000 };
}

/**
 * @param {import('./test-steps.js').TestStep} step
 * @returns {Promise<{ totals: import('./test-totals.js').Totals, failures?: string[], note: string }>}
 */
async function runIfPossible(step) {
  const broken = outcomes.find(({ name, totals }) => step.after?.includes(name) && totals.failed > 0);
  if (broken) return { totals: FAILED, note: `not run, because ${broken.name} failed` };
  const reference = findReference();
  if (step.needs === 'reference' && !reference) return { totals: SKIPPED, note: 'skipped: no vectors here' };
  const env = { ...process.env };
  if (step.needs === 'browser') {
    const browser = await ensureBrowser();
    if (!browser.ok) return { totals: FAILED, note: `not run: ${browser.why}` };
    env.METRIC_WORKBENCH_BROWSER = browser.path;
    console.log(`browser: ${browser.path}`);
  }
  const { totals, failures, exitCode } = await runStep(step, { folder, reference, env });
  return { totals, failures, note: exitCode === 0 ? '' : `exit code ${exitCode}` };
}

function findReference() {
  const asked = process.env.METRIC_WORKBENCH_REFERENCE;
  if (asked) return asked;
  return REFERENCE_FOLDERS.map((path) => join(projectRoot, path)).find((path) => existsSync(path)) ?? null;
}

function printSummary() {
  console.log('\n== summary');
  for (const { name, totals, failures, seconds, note } of outcomes) {
    const mark = totals.failed > 0 ? 'FAILED ' : totals.passed > 0 ? 'ok     ' : 'skipped';
    console.log(
      `${mark} ${name}: ${closingLine([totals])}, ${seconds.toFixed(1)} s${note ? ` (${note})` : ''}`,
    );
    if (totals.failed > 0) for (const failure of failures) console.log(`        ${failure}`);
  }
  const totals = outcomes.map((outcome) => outcome.totals);
  process.exitCode = interruptedBy || (sumTotals(totals).failed > 0 ? 1 : 0);
  console.log(closingLine(totals));
}
