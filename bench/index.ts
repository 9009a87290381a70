import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buildOurs, buildTrainer } from './build-ours';
import { startChild } from './child';
import { measureDiagnostics } from './diagnostics';
import { watchDisturbance } from './disturbance';
import { writeFashionMnist } from './fashion-mnist';
import { loadWords, machineWords, ourVersions } from './machine';
import { readOptions, usage, type BenchOptions } from './options';
import { rows } from './rows/index';
import type { Bench, Row } from './rows/row';
import { measureScaling } from './scaling';
import { writeSection } from './section';
import { writeSynthetic } from './synthetic';
import { markdownTable, textTable, type Line } from './table';
import { openVenv, type Peers } from './venv';

/** Measures our side and its peers in turns on this machine and prints one table; returns the exit code. */
export async function main(args: string[]): Promise<number> {
  let options: BenchOptions;
  try {
    options = readOptions(args);
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'metric-workbench-bench-'));
  try {
    if (options.diagnostics) {
      await measureDiagnostics(await buildTrainer(), folder, options);
      return 0;
    }
    const program = await buildOurs();
    if (options.scaling)
      await measureScaling((data) => startChild(process.execPath, [program], data), folder, options);
    else await measureRows(program, folder, options);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureRows(program: string, folder: string, options: BenchOptions): Promise<void> {
  const peers = openVenv();
  if ('missing' in peers) console.error(`The peers cannot run, so their rows are skipped: ${peers.missing}`);
  const bench = openBench(program, folder, options, peers);
  const before = loadWords();
  const lines: Line[] = [];
  for (const row of rows.filter((row) => isWanted(row, options))) {
    console.error(`${row.name} …`);
    lines.push(await measureRow(row, bench, peers));
  }
  const conditions = [
    `Machine: ${machineWords()}. Load average ${before} before, ${loadWords()} after.`,
    `Ours: ${ourVersions()}. Peers: ${'missing' in peers ? 'none' : peers.versions}.`,
    ...(options.quick ? [`QUICK: ${options.epochs} epochs and less data; not to be quoted.`] : []),
  ];
  console.log([...conditions, '', textTable(lines)].join('\n'));
  if (options.markdown) {
    writeSection(options.markdown, 'table', `${conditions.join('\n')}\n\n${markdownTable(lines)}`);
  }
}

function isWanted(row: Row, { only }: BenchOptions): boolean {
  return only.length === 0 || only.some((name) => row.name.startsWith(name));
}

async function measureRow(row: Row, bench: Bench, peers: Peers): Promise<Line> {
  const needsPeer = row.needsPeers !== false && !row.name.startsWith('step-');
  const skipped = needsPeer && 'missing' in peers ? peers.missing : row.skip?.(bench);
  if (skipped) return { row, skipped };
  try {
    bench.disturbance.sinceLast();
    const result = await row.measure(bench);
    return { row, result, othersShare: bench.disturbance.sinceLast() };
  } catch (error) {
    return { row, skipped: error instanceof Error ? error.message.replaceAll('\n', ' ') : String(error) };
  }
}

function openBench(program: string, folder: string, options: BenchOptions, peers: Peers): Bench {
  const disturbance = watchDisturbance();
  let fashionMnist: ReturnType<typeof writeFashionMnist> | undefined;
  return {
    options,
    large: writeSynthetic(folder, 750, 600, 64, 3),
    small: writeSynthetic(folder, 750, 600, 28, 1),
    fashionMnist: () => (fashionMnist ??= writeFashionMnist(folder, options.quick)),
    disturbance,
    ours: async (data, env) => disturbance.watch(await startChild(process.execPath, [program], data, env)),
    async peer(script, data) {
      if ('missing' in peers) throw new Error(peers.missing);
      return disturbance.watch(await startChild(peers.python, [resolve('bench/peers', script)], data));
    },
  };
}
