// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { lastWords, runChild } from '../child.js';
import { projectRoot } from '../project.js';
import { tfjsNodeFolder } from './places.js';
import { say } from './report.js';

const TIMEOUT_MS = 5 * 60_000;

/**
 * Puts the package @tensorflow/tfjs-node back where an npm before 11 has dropped it, because its own install script
 * failed; null when it is there, else why not.
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>}
 */
export async function restorePackage(signal) {
  if (existsSync(join(tfjsNodeFolder, 'package.json'))) return null;
  const npm = process.env.npm_execpath;
  if (!npm) return '@tensorflow/tfjs-node is not installed; run "npm run postinstall"';
  say('npm has dropped @tensorflow/tfjs-node (its own download failed): putting the package back');
  const args = [
    npm,
    'install',
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--prefer-offline',
  ];
  const result = await runChild(process.execPath, args, { cwd: projectRoot, timeoutMs: TIMEOUT_MS, signal });
  if (existsSync(join(tfjsNodeFolder, 'package.json'))) return null;
  return `@tensorflow/tfjs-node cannot be installed: ${lastWords(result)}`;
}
