import { mkdir, rm } from 'node:fs/promises';
import { WorkbenchError } from '@shared/errors';
import type { Child, SpawnChild } from '../ports';
import { badInput, someOf } from './bad-input';
import { importerLimits, memoryOf, type ImporterLimits } from './importer-limits';
import { importerMessageSchema, type ImporterJob, type ImporterResult } from './importer-protocol';
import { notedImage } from './decoding-note';
import type { Progress } from './progress';

/** Images that may kill the decoder before an import gives up. */
const maxDeaths = 5;
/** An importer that says nothing for so long is taken for dead. */
const silenceMs = 120_000;
const watchEveryMs = 250;

type Options = { spawnChild: SpawnChild; signal: AbortSignal; progress: Progress; limits?: ImporterLimits };
type InputJob = Extract<ImporterJob, { type: 'preview' | 'import' }>;

/**
 * Runs a preview or an import in a child process. When the child dies it is started again, decoding with care; an
 * image on which it dies again is left out, up to a few. Throws what the child reports, or `cancelled`. The work
 * folder is made, and is emptied before every attempt.
 */
export async function runImportJob(
  job: Omit<InputJob, 'skip' | 'careful'>,
  options: Options,
): Promise<ImporterResult> {
  const skip: string[] = [];
  const limits = options.limits ?? (await importerLimits(job.path));
  for (let careful = false; ; careful = true) {
    await rm(job.workFolder, { recursive: true, force: true });
    await mkdir(job.workFolder, { recursive: true, mode: 0o700 });
    try {
      return await runImporter({ ...job, skip, careful }, { ...options, limits });
    } catch (error) {
      if (!(error instanceof ImporterDied)) throw error;
      const culprit = careful ? notedImage(job.workFolder) : null;
      if (careful && culprit === null) throw died(job.name, error);
      if (culprit !== null) skip.push(culprit);
      if (skip.length > maxDeaths)
        throw badInput(
          `${job.name} holds images that crash the decoder: ${someOf(skip, 6)}.`,
          'Remove them, then import again.',
          error,
        );
    }
  }
}

/** Runs any job in a child process, once. Throws `ImporterDied` when the child ends without an answer. */
export async function runImporter(
  job: ImporterJob,
  { spawnChild, signal, progress, limits }: Options,
): Promise<ImporterResult> {
  if (signal.aborted) throw cancelled();
  const child = spawnChild('importer');
  let silence: NodeJS.Timeout | undefined;
  let stopWatching = () => {};
  let onAbort = () => {};
  try {
    return await new Promise<ImporterResult>((resolve, reject) => {
      const listen = () => {
        clearTimeout(silence);
        silence = setTimeout(() => reject(new ImporterDied('it did not answer any more')), silenceMs);
      };
      onAbort = () => reject(cancelled());
      signal.addEventListener('abort', onAbort);
      child.onMessage((message) => {
        listen();
        hear(message, resolve, reject, progress);
      });
      child.onExit(({ code, signal: killedBy }) => reject(new ImporterDied(killedBy ?? `exit code ${code}`)));
      if (limits) stopWatching = watch(child, limits, (why) => reject(new ImporterDied(why)));
      drain(child);
      listen();
      child.send(job);
    });
  } finally {
    clearTimeout(silence);
    stopWatching();
    signal.removeEventListener('abort', onAbort);
    child.kill();
  }
}

/** Says so when an importer takes more memory or time than it may; gives the way to stop watching. */
function watch(
  child: Child,
  { memoryBytes, wallMs }: ImporterLimits,
  tell: (why: string) => void,
): () => void {
  const memory = setInterval(() => {
    const used = memoryOf(child.pid);
    if (used !== null && used > memoryBytes)
      tell(`it took more than ${Math.floor(memoryBytes / 2 ** 20)} MiB of memory`);
  }, watchEveryMs);
  const wall = setTimeout(() => tell(`it took more than ${Math.round(wallMs / 60_000)} minutes`), wallMs);
  return () => {
    clearInterval(memory);
    clearTimeout(wall);
  };
}

/** The importer process ended, or fell silent, before it answered. */
export class ImporterDied extends Error {}

/** What a person reads when the importer died for a reason that is in no single image. */
export function died(name: string, error: Error): WorkbenchError {
  return new WorkbenchError(
    'failed',
    `The import of ${name} stopped unexpectedly (${error.message}).`,
    'Try again; if it stops again, import a part of the data to find the file.',
    { cause: error },
  );
}

function hear(
  message: unknown,
  resolve: (result: ImporterResult) => void,
  reject: (error: Error) => void,
  progress: Progress,
): void {
  const parsed = importerMessageSchema.safeParse(message);
  if (!parsed.success) return reject(new ImporterDied('it sent something unknown'));
  const said = parsed.data;
  if (said.type === 'progress') progress(said.phase, said.done, said.total);
  else if (said.type === 'done') resolve(said.result);
  else reject(new WorkbenchError(said.error.code, said.error.message, said.error.hint));
}

/** A full pipe would stop the child. */
function drain(child: Child): void {
  child.stderr?.resume();
}

/** What an import that was ended on purpose ends with. */
export function cancelled(): WorkbenchError {
  return new WorkbenchError(
    'cancelled',
    'The import was cancelled.',
    'Nothing was stored. Start it again when you like.',
  );
}
