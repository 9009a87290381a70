import { toErrorBody } from '@shared/errors';
import type { Child, SpawnChild } from '../ports';
import { noteImage } from './decoding-note';
import { importerJobSchema, type ImporterJob, type ImporterMessage } from './importer-protocol';
import { performJob } from './perform-job';

/** How importers made by {@link spawnHere} go wrong: die of the first of `deadly` that is not left out, or never answer. */
type Faults = { deadly?: readonly string[]; silent?: boolean };

/** Spawns importers that do their work in this process, and can die as a decoder's fault would kill a real one. */
export function spawnHere({ deadly = [], silent = false }: Faults = {}): SpawnChild {
  return () => {
    const messages: ((message: unknown) => void)[] = [];
    const exits: ((exit: { code: number | null; signal: string | null }) => void)[] = [];
    let alive = true;
    const say = (message: ImporterMessage) => alive && messages.forEach((listener) => listener(message));
    const end = (signal: string) => {
      if (!alive) return;
      alive = false;
      exits.forEach((listener) => listener({ code: null, signal }));
    };
    const child: Child = {
      pid: undefined,
      stderr: null,
      onMessage: (listener) => void messages.push(listener),
      onExit: (listener) => void exits.push(listener),
      kill: () => end('SIGKILL'),
      send: (message) => {
        const job = importerJobSchema.parse(message);
        const culprit = culpritOf(job, deadly);
        if (silent) return;
        if (culprit === undefined) void answer(job, say);
        else setImmediate(end, 'SIGSEGV');
      },
    };
    return child;
  };
}

function culpritOf(job: ImporterJob, deadly: readonly string[]): string | undefined {
  if (job.type !== 'import' && job.type !== 'preview') return job.type === 'decode' ? deadly[0] : undefined;
  const culprit = deadly.find((path) => !job.skip.includes(path));
  if (culprit !== undefined && job.careful) noteImage(job.workFolder, culprit);
  return culprit;
}

async function answer(job: ImporterJob, say: (message: ImporterMessage) => void): Promise<void> {
  try {
    const report = (phase: string, done: number, total: number) =>
      say({ type: 'progress', phase, done, total });
    say({ type: 'done', result: await performJob(job, report) });
  } catch (error) {
    say({ type: 'error', error: toErrorBody(error) });
  }
}
