import { startLineChild } from '../line-child';
import { processorMs } from '../processor-time';

/** How an import ended: `done`, the code of a typed error, `untyped`, `crash` or `hang`. */
export type ImportEnd = { code: string; message: string; peakMiB: number };

/** A process that does imports, one after the other; one that dies or hangs is replaced. */
export type ImportWorker = { run(job: object): Promise<ImportEnd>; stop(): Promise<void> };

/** Processor time that one small input may take. */
const hangMs = 2_000;
const lookEveryMs = 500;

/** Starts such a process from the program `many-imports`. */
export function startImportWorker(program: string): ImportWorker {
  let child = startLineChild(program, []);
  const stop = async () => {
    child.kill();
    await child.ended;
  };
  return {
    async run(job) {
      child.send({ ...job });
      const watch = watchForHang(child.pid);
      const answer = await Promise.race([child.next(), watch.hung]);
      watch.end();
      if (answer !== null && answer !== 'hang') return answer as ImportEnd;
      await stop();
      const { stderr, signal } = await child.ended;
      child = startLineChild(program, []);
      return answer === 'hang'
        ? { code: 'hang', message: '', peakMiB: 0 }
        : { code: 'crash', message: `${signal} ${stderr.slice(-300)}`, peakMiB: 0 };
    },
    stop,
  };
}

/** Resolves when a process has worked on one thing for too long; the machine being busy does not count. */
function watchForHang(pid: number): { hung: Promise<'hang'>; end(): void } {
  let timer: NodeJS.Timeout | undefined;
  const hung = new Promise<'hang'>((resolve) => {
    // Most jobs are over before the first look; by then no more than the time until it can have been spent.
    let before: number | null = null;
    timer = setInterval(() => {
      before ??= processorMs(pid);
      if (processorMs(pid) - before >= hangMs - lookEveryMs) resolve('hang');
    }, lookEveryMs);
  });
  return { hung, end: () => clearInterval(timer) };
}
