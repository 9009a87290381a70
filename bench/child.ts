import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Answer, DataFile, Question } from './protocol';

/** A process that measures: started once a row, so that its peak memory belongs to that row. */
export type Child = {
  /** Resolves with the answer; rejects with the child's last words when it ends instead. */
  ask(question: Question): Promise<Answer>;
  /** Resolves when the child has ended. */
  stop(): Promise<void>;
};

/** Starts the program with the data named as its last argument and waits until it holds them in memory. */
export async function startChild(
  command: string,
  args: readonly string[],
  data: DataFile,
  env: Record<string, string> = {},
): Promise<Child> {
  const child = spawn(command, [...args, JSON.stringify(data)], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (bytes: Buffer) => (words = (words + bytes.toString()).slice(-4000)));
  const waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void }[] = [];
  const next = () => new Promise<Answer>((resolve, reject) => waiting.push({ resolve, reject }));
  createInterface({ input: child.stdout }).on('line', (line) => {
    if (line.startsWith('{')) waiting.shift()?.resolve(JSON.parse(line) as Answer);
  });
  const ended = new Promise<void>((resolve) => {
    const end = (why: string) => {
      for (const { reject } of waiting.splice(0)) reject(new Error(`${args[0]} ${why}:\n${words}`));
      resolve();
    };
    child.on('error', (error) => end(error.message));
    child.on('close', (code) => end(`ended with ${code}`));
  });
  await next();
  return {
    ask(question) {
      child.stdin.write(`${JSON.stringify(question)}\n`);
      return next();
    },
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}
