import { createRequire } from 'node:module';
import { dirname, sep } from 'node:path';
import util from 'node:util';
import { WorkbenchError } from '@shared/errors';
import type { Engine, EngineChoice, EngineName } from '@shared/run';
import type { Tf } from '@ml/tensors';

const load = createRequire(import.meta.url);

export type OpenEngine = { tf: Tf; engine: Engine };

let last: Promise<unknown> = Promise.resolve();

/**
 * Starts the engine asked for, or with `auto` the fastest that works; throws `failed` when a named one does not. One at a time: an
 * engine that is being selected cannot be selected again.
 */
export function openEngine(choice: EngineChoice): Promise<OpenEngine> {
  const opened = last.then(() => open(choice));
  last = opened.catch(() => undefined);
  return opened;
}

async function open(choice: EngineChoice): Promise<OpenEngine> {
  if (choice !== 'auto') return named(choice);
  const reasons: string[] = [];
  for (const name of ['native', 'wasm', 'cpu'] as const) {
    try {
      const version = await starters[name]();
      const why =
        reasons.length > 0 ? reasons.join(' ') : 'The fastest engine, native TensorFlow, works here.';
      return { tf: core(), engine: { name, version, why } };
    } catch (error) {
      reasons.push(`${labels[name]} did not start: ${firstLine(error)}.`);
    }
  }
  throw new WorkbenchError(
    'failed',
    `No engine works here. ${reasons.join(' ')}`,
    'Install again with `npm ci`.',
  );
}

async function named(name: EngineName): Promise<OpenEngine> {
  try {
    const version = await starters[name]();
    return { tf: core(), engine: { name, version, why: 'It was asked for.' } };
  } catch (error) {
    throw new WorkbenchError(
      'failed',
      `${labels[name]} does not start: ${firstLine(error)}.`,
      'Use --engine auto to take the fastest engine that works, or run `npm ci` to install it again.',
      { cause: error },
    );
  }
}

const labels: Record<EngineName, string> = {
  native: 'Native TensorFlow',
  wasm: 'The WebAssembly engine',
  cpu: 'The JavaScript engine',
};

const starters: Record<EngineName, () => Promise<string>> = {
  async native() {
    process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
    useThreads();
    restoreOldUtil();
    const node = load('@tensorflow/tfjs-node') as { version: { 'tfjs-node': string } };
    if (!(await core().setBackend('tensorflow'))) throw new Error('its backend cannot be selected');
    const backend = core().backend() as unknown as { binding: { TF_Version: string } };
    return `TensorFlow ${backend.binding.TF_Version}, tfjs-node ${node.version['tfjs-node']}`;
  },
  async wasm() {
    const wasm = load('@tensorflow/tfjs-backend-wasm') as {
      setWasmPaths(folder: string): void;
      version_wasm: string;
    };
    wasm.setWasmPaths(dirname(load.resolve('@tensorflow/tfjs-backend-wasm')) + sep);
    if (!(await core().setBackend('wasm'))) throw new Error('its backend cannot be selected');
    return `tfjs-backend-wasm ${wasm.version_wasm}`;
  },
  async cpu() {
    const cpu = load('@tensorflow/tfjs-backend-cpu') as { version_cpu: string };
    if (!(await core().setBackend('cpu'))) throw new Error('its backend cannot be selected');
    return `tfjs-backend-cpu ${cpu.version_cpu}`;
  },
};

function core(): Tf {
  return load('@tensorflow/tfjs-core') as Tf;
}

/**
 * One thread: the products of a step are too small to gain from two (measured: 1.4 ms a triplet step against 1.0), a sweep
 * uses the other cores with processes of its own, and results do not depend on the number of cores.
 */
function useThreads(): void {
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_NUM_INTEROP_THREADS ??= '1';
}

/** Threads of the native engine. */
export function engineThreads(): string {
  return process.env.TF_NUM_INTRAOP_THREADS ?? '1';
}

/** tfjs-node 4.22 calls two functions that Node has dropped in version 23. */
function restoreOldUtil(): void {
  const old = util as unknown as Record<string, unknown>;
  old.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  old.isArray ??= Array.isArray;
}

function firstLine(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return (text.split('\n')[0] ?? text).replace(/\.$/, '');
}
