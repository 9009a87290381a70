// @ts-check

const STEP_PERCENT = 10;
const QUIET_MS = 5_000;
const REDRAW_MS = 100;

/**
 * @typedef {object} Progress
 * @property {(done: number) => void} update how much is done by now, in the unit of `total`
 * @property {() => void} end prints the last state
 */

/**
 * Progress of one piece of work: a redrawn line on a terminal; elsewhere a plain line for each 10 %, and after 5 s
 * without one when at least 1 % was gained.
 * @param {{ label: string, total: number, write: (text: string) => void, isTerminal: boolean, now: () => number }} options
 * @returns {Progress}
 */
export function createProgress({ label, total, write, isTerminal, now }) {
  let shown = -1;
  let shownAt = now();
  let done = 0;
  const percentNow = () => (total > 0 ? Math.min(100, Math.floor((100 * done) / total)) : 0);
  const print = () => {
    shown = percentNow();
    shownAt = now();
    const text = `${label} ${shown} % (${megabytes(done)} of ${megabytes(total)})`;
    write(isTerminal ? `\r  ${text}\u001b[K` : `  ${text}\n`);
  };
  const isDue = () => {
    if (percentNow() === shown) return false;
    if (isTerminal) return shown < 0 || now() - shownAt >= REDRAW_MS;
    const stepped = Math.floor(percentNow() / STEP_PERCENT) > Math.floor(Math.max(shown, 0) / STEP_PERCENT);
    return stepped || now() - shownAt >= QUIET_MS;
  };
  return {
    update(value) {
      done = value;
      if (isDue()) print();
    },
    end() {
      if (percentNow() !== shown) print();
      if (isTerminal) write('\n');
    },
  };
}

/** @param {number} bytes */
function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(0)} MB`;
}
