// @ts-check
import { stripVTControlCharacters } from 'node:util';

const MAX_NAMED = 10;
const MAX_WIDTH = 300;
/** The lines with which Playwright says what it compared. */
const COMPARED = /^(Locator|Expected|Received)\b/;

/**
 * What failed and why, a line each, of vitest's JSON report.
 * @param {any} report
 * @param {string} root the folder that paths are told from
 * @returns {string[]}
 */
export function failuresOfVitest(report, root) {
  return firstOf(
    report.testResults.flatMap((/** @type {any} */ file) => {
      const path = file.name.replace(`${root}/`, '');
      const tests = file.assertionResults.filter((/** @type {any} */ test) => test.status === 'failed');
      if (tests.length === 0) return file.status === 'failed' ? [line(path, file.message)] : [];
      return tests.map((/** @type {any} */ test) =>
        line(`${path} › ${test.fullName}`, test.failureMessages?.[0]),
      );
    }),
  );
}

/** The same of Playwright's JSON report; what passed only at a second try has failed once. @param {any} report @returns {string[]} */
export function failuresOfPlaywright(report) {
  return firstOf(report.suites.flatMap(failuresOfSuite));
}

/** The same of a step that marks its lines with FAILED. @param {string} output @returns {string[]} */
export function failuresOfOutput(output) {
  return firstOf([...output.matchAll(/^\s*FAILED\s+(.+)$/gm)].map(([, text = '']) => line(text)));
}

/** @param {any} suite @returns {string[]} */
function failuresOfSuite({ specs = [], suites = [] }) {
  const own = specs.flatMap((/** @type {any} */ spec) =>
    spec.tests
      .filter((/** @type {any} */ test) => test.status === 'unexpected' || test.status === 'flaky')
      .map((/** @type {any} */ test) => {
        const failed = test.results.find((/** @type {any} */ result) => result.error);
        return line(`${spec.file}:${spec.line} › ${spec.title}`, failed?.error.message);
      }),
  );
  return [...own, ...suites.flatMap(failuresOfSuite)];
}

/** @param {string} name @param {string} [message] its first line is told, and those of what was expected and what was there */
function line(name, message = '') {
  const [first = '', ...others] = stripVTControlCharacters(message).trim().split('\n');
  const compared = others.filter((text) => COMPARED.test(text)).map((text) => text.replace(/\s+/g, ' '));
  const why = [first, ...compared].filter(Boolean).join(' · ');
  return stripVTControlCharacters(why ? `${name} – ${why}` : name).slice(0, MAX_WIDTH);
}

/** @param {string[]} lines */
function firstOf(lines) {
  return lines.length > MAX_NAMED
    ? [...lines.slice(0, MAX_NAMED), `and ${lines.length - MAX_NAMED} more`]
    : lines;
}
