// @ts-check
import { join } from 'node:path';
import { chooseDoor } from './door.js';
import { findElectron, installElectron } from './electron-binary.js';
import { ensureBuild } from './ensure-build.js';
import { nodeOrExit } from './ensure-node.js';
import { projectRoot } from './project.js';
import { runInherit } from './run-inherit.js';

// `npm start`: builds if needed, opens the window or serves the page, and says which and why.
process.exitCode = (await ensureBuild()) ? await openDoor() : 1;

async function openDoor() {
  const args = process.argv.slice(2);
  const found = findElectron();
  const { env, platform } = process;
  const door = chooseDoor({
    args,
    env,
    platform,
    isRoot: process.getuid?.() === 0,
    hasElectron: found !== null,
  });
  if (door.kind === 'serve') return serve(door.args, door.why);
  if (found) return openWindow(found, door.args, door.why);
  const installed = await installElectron();
  if (installed.path) return openWindow(installed.path, door.args, 'its binary was fetched just now');
  return serve(door.args, `${door.why}: ${installed.why}`);
}

/** @param {string[]} args @param {string} why */
function serve(args, why) {
  process.stderr.write(`start: local page (${why})\n`);
  return runInherit(nodeOrExit(), [join(projectRoot, 'out', 'main', 'cli.js'), 'serve', ...args]);
}

/** @param {string} binary @param {string[]} args @param {string} why */
function openWindow(binary, args, why) {
  process.stderr.write(`start: Electron window (${why})\n`);
  return runInherit(binary, [projectRoot, ...args]);
}
