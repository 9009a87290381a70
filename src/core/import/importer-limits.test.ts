import { fork } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { Child, SpawnChild } from '../ports';
import { errorOf, importOptions, temporaryFolder } from './import-fixture';
import { importerLimits, memoryOf } from './importer-limits';
import { runImportJob } from './run-importer';

let folder = temporaryFolder();
afterEach(() => folder.remove());

it('gives a small file a floor of memory and a large one several times its size, never the whole machine', async () => {
  folder = temporaryFolder({ 'x.zip': new Uint8Array(2 ** 20) });
  const gibibytes = async (path: string, memory: number) =>
    (await importerLimits(path, memory * 2 ** 30)).memoryBytes / 2 ** 30;
  expect(await gibibytes(`${folder.path}/x.zip`, 64)).toBeCloseTo(2, 1);
  expect(await gibibytes(`${folder.path}/x.zip`, 2)).toBeCloseTo(1.6);
  expect(await gibibytes(folder.path, 10)).toBeCloseTo(8);
});

/** Importers that hold memory or stay busy, and never answer. */
function hoarders(script: string): SpawnChild {
  const file = join(folder.path, 'hoarder.mjs');
  writeFileSync(file, script);
  return () => {
    const child = fork(file, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    const wrapped: Child = {
      pid: child.pid,
      stderr: null,
      send: () => {},
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => void child.once('exit', (code, signal) => listener({ code, signal })),
      kill: () => void child.kill('SIGKILL'),
    };
    return wrapped;
  };
}

const deadEnd = (script: string, limits: { memoryBytes: number; wallMs: number }) =>
  errorOf(() =>
    runImportJob(
      {
        type: 'import',
        path: folder.path,
        name: 'x',
        options: importOptions(),
        workFolder: `${folder.path}/work`,
      },
      { spawnChild: hoarders(script), signal: new AbortController().signal, progress: () => {}, limits },
    ),
  );

it.runIf(process.platform === 'linux')(
  'ends an importer that takes too much memory, and says so',
  async () => {
    folder = temporaryFolder();
    expect(memoryOf(process.pid)).toBeGreaterThan(2 ** 20);
    const script = 'const held = Buffer.alloc(2 ** 28, 1); setInterval(() => held.at(0), 1000);';
    const { message } = await deadEnd(script, { memoryBytes: 2 ** 27, wallMs: 600_000 });
    expect(message).toContain('it took more than 128 MiB of memory');
  },
);

it('ends an importer that takes too long, and says so', async () => {
  folder = temporaryFolder();
  const { message } = await deadEnd('setInterval(() => {}, 1000);', { memoryBytes: 2 ** 40, wallMs: 1 });
  expect(message).toContain('it took more than 0 minutes');
});
