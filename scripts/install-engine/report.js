// @ts-check
import { createProgress } from '../progress.js';

/** Prints one line of the install's story. @param {string} text */
export function say(text) {
  process.stdout.write(`engine: ${text}\n`);
}

/** Progress in bytes on the terminal or in the log. @param {string} label @param {number} total */
export function showProgress(label, total) {
  return createProgress({
    label,
    total,
    write: (text) => void process.stdout.write(text),
    isTerminal: process.stdout.isTTY === true,
    now: () => performance.now(),
  });
}
