// @ts-check

/**
 * @typedef {object} TestStep
 * @property {string} name
 * @property {string} script the npm script that is run
 * @property {string[]} [args] `{report}` stands for the JSON report's path, `{reference}` for the folder of vectors
 * @property {Record<string, string>} [env] with the same placeholders
 * @property {'exit' | 'vitest' | 'playwright' | 'closing-line'} counts where its numbers come from: its exit code (one test), a
 *   JSON report, or a last line `N passed, N failed`
 * @property {string[]} [after] steps that must have passed
 * @property {boolean} [maySkip] may skip everything it has (where there is no Python)
 * @property {'browser' | 'reference'} [needs] a browser that is missing is a failure, vectors that are missing a skip
 */

/** What `npm test` runs, in this order. @type {TestStep[]} */
export const testSteps = [
  { name: 'format', script: 'format:check', counts: 'exit' },
  { name: 'lint', script: 'lint', counts: 'exit' },
  { name: 'types', script: 'types', counts: 'exit' },
  { name: 'unused code', script: 'unused', counts: 'exit' },
  { name: 'architecture', script: 'architecture', counts: 'exit' },
  { name: 'build', script: 'build', counts: 'exit' },
  {
    name: 'unit tests',
    script: 'test:unit',
    args: ['--reporter=default', '--reporter=json', '--outputFile.json={report}'],
    counts: 'vitest',
  },
  {
    name: 'reference vectors',
    script: 'verify:reference',
    args: ['{reference}'],
    counts: 'closing-line',
    needs: 'reference',
  },
  { name: 'faults', script: 'test:faults', counts: 'closing-line', after: ['build'] },
  {
    name: 'exports in NumPy',
    script: 'verify:exports',
    counts: 'closing-line',
    after: ['build'],
    maySkip: true,
  },
  { name: 'imports in NumPy and Pillow', script: 'verify:imports', counts: 'closing-line', maySkip: true },
  {
    name: 'end to end',
    script: 'test:e2e',
    args: ['--reporter=list,json'],
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: '{report}', PLAYWRIGHT_JSON_OUTPUT_NAME: '{report}' },
    counts: 'playwright',
    after: ['build'],
    needs: 'browser',
  },
];
