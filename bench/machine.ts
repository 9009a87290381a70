import { readFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { resolve } from 'node:path';

/** The machine, in words, with what else it was doing. */
export function machineWords(): string {
  const cores = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? 'unknown'}), ${memory} GB, ${process.platform} ${process.arch}`;
}

/** Versions of what our side runs on. */
export function ourVersions(): string {
  return `Node ${process.versions.node}, ${tensorflowVersion()}`;
}

/** Processes that wanted to run in the last minute, ours included. */
export function loadWords(): string {
  return loadavg()[0]!.toFixed(1);
}

function tensorflowVersion(): string {
  const read = (file: string) =>
    JSON.parse(readFileSync(resolve('node_modules/@tensorflow/tfjs-node', file), 'utf8'));
  const binding = `tfjs-node ${(read('package.json') as { version: string }).version}`;
  try {
    const { tensorflow } = read('metric-workbench-engine.json') as { tensorflow?: string };
    return tensorflow ? `${binding} on TensorFlow ${tensorflow}` : binding;
  } catch {
    return binding;
  }
}
