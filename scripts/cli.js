#!/usr/bin/env node
// @ts-check
import * as module from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuildFresh } from './build-freshness.js';
import { nodeOrExit } from './ensure-node.js';
import { projectRoot, scratchFolder } from './project.js';

// The command line: in this process where this Node will do, since starting another one takes longer than most commands.
const node = nodeOrExit();
const entry = join(projectRoot, 'out', 'main', 'cli.js');
if (!(await isReady())) {
  process.exitCode = 1;
} else if (node === process.execPath) {
  module.enableCompileCache?.(join(scratchFolder, 'compile-cache'));
  await import(pathToFileURL(entry).href);
} else {
  const { runInherit } = await import('./run-inherit.js');
  process.exitCode = await runInherit(node, [entry, ...process.argv.slice(2)]);
}

async function isReady() {
  if (isBuildFresh(projectRoot)) return true;
  const { ensureBuild } = await import('./ensure-build.js');
  return ensureBuild();
}
