// @ts-check

/** @typedef {{ passed: number, failed: number, skipped: number }} Totals */

/** One line with the sums, the skipped only when there are some. @param {Totals[]} totals */
export function closingLine(totals) {
  const { passed, failed, skipped } = sumTotals(totals);
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** The sums. @param {Totals[]} totals @returns {Totals} */
export function sumTotals(totals) {
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for (const { passed, failed, skipped } of totals) {
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  return sum;
}

/** A step that counts as one test. @param {number} exitCode @returns {Totals} */
export function totalsOfExit(exitCode) {
  return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
}

/**
 * The counts of a step that reports them, held against its exit code: a step that crashed, reported nothing or ended badly
 * with no failed test has one failure more.
 * @param {Totals | null} reported
 * @param {number} exitCode
 * @returns {Totals}
 */
export function totalsOfStep(reported, exitCode) {
  if (!reported) return { passed: 0, failed: 1, skipped: 0 };
  const hidden = (exitCode !== 0 && reported.failed === 0) || reported.passed + reported.failed === 0;
  return hidden ? { ...reported, failed: reported.failed + 1 } : reported;
}

/** Counts of vitest's JSON report; a file that failed before its first test is one failure. @param {any} report @returns {Totals} */
export function totalsOfVitest(report) {
  const brokenFiles = report.testResults.filter(
    (/** @type {any} */ file) =>
      file.status === 'failed' &&
      file.assertionResults.every((/** @type {any} */ test) => test.status !== 'failed'),
  ).length;
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  };
}

/** Counts of Playwright's JSON report; what passed only at a second try has failed once, and counts as failed. @param {any} report @returns {Totals} */
export function totalsOfPlaywright(report) {
  const { expected, unexpected, flaky, skipped } = report.stats;
  return { passed: expected, failed: unexpected + flaky, skipped };
}

/** Counts of the last line that reads `N passed, N failed`, or null. @param {string} output @returns {Totals | null} */
export function totalsOfClosingLine(output) {
  const found = [...output.matchAll(/^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?\r?$/gm)].at(-1);
  return found
    ? { passed: Number(found[1]), failed: Number(found[2]), skipped: Number(found[3] ?? 0) }
    : null;
}
