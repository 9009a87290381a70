import { startLineChild, type LineChild } from '../line-child';
import { processorMs } from '../processor-time';

/** How an import ended: `done`, the code of a typed error, `untyped`, `crash` or `hang`. */
export type ImportEnd = { code: string; message: string; peakMiB: number };

/** A process that does imports, one after the other; one that dies or hangs is replaced. */
export type ImportWorker = { run(job: object): Promise<ImportEnd>; stop(): Promise<void> };

/** Processor time that one small input may take. */
const hangMs = 2_000;

/** Starts such a process from the program `many-imports`. */
export function startImportWorker(program: string): ImportWorker {
  let child = startLineChild(program, []);
  const stop = async () => {
    child.kill();
    await child.ended;
  };
  return {
    async run(job) {
      const before = processorMs(child.pid);
      child.send({ ...job });
      const answer = await Promise.race([child.next(), hung(child, before)]);
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
function hung({ pid, ended }: LineChild, before: number): Promise<'hang'> {
  return new Promise((resolve) => {
    const watch = setInterval(() => {
      if (processorMs(pid) - before < hangMs) return;
      clearInterval(watch);
      resolve('hang');
    }, 500);
    watch.unref();
    void ended.then(() => clearInterval(watch));
  });
}
