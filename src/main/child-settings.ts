import { tmpdir } from 'node:os';

/** What every child process gets, whichever way it is started. */
export const childExecArgv: readonly string[] = ['--max-old-space-size=4096'];

/** Where children stand: nowhere in particular, they are told absolute paths (and an asar archive is no folder). */
export const childFolder = tmpdir;

/**
 * The environment of a child: what programs need to find their files, time and language, and the thread settings of
 * the engines. Everything else stays behind, above all `NODE_OPTIONS`, `ELECTRON_RUN_AS_NODE` and `LD_PRELOAD`.
 */
export function childEnvironment(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) =>
      value !== undefined && isAllowed(name) ? [[name, value]] : [],
    ),
  );
}

const allowed: ReadonlySet<string> = new Set([
  ...['PATH', 'HOME', 'LANG', 'LANGUAGE', 'TZ', 'TMPDIR', 'TMP', 'TEMP'],
  ...['SYSTEMROOT', 'WINDIR', 'USERPROFILE', 'LOCALAPPDATA', 'NUMBER_OF_PROCESSORS'],
  ...['OMP_NUM_THREADS', 'TF_NUM_INTRAOP_THREADS', 'TF_NUM_INTEROP_THREADS', 'TF_CPP_MIN_LOG_LEVEL'],
  ...['TF_ENABLE_ONEDNN_OPTS', 'TF_DETERMINISTIC_OPS', 'METRIC_WORKBENCH_ENGINE'],
]);

/** Windows writes `Path` where others write `PATH`. */
function isAllowed(name: string): boolean {
  return allowed.has(name.toUpperCase()) || /^LC_[A-Z]+$/.test(name);
}
