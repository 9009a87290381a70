import type { CliIo, TextStream } from './cli-io';

/** The real terminal, environment and signals of this process. */
export function processIo(): CliIo {
  return {
    stdout: textStream(process.stdout),
    stderr: textStream(process.stderr),
    env: process.env,
    cwd: process.cwd(),
    monotonicMs: () => performance.now(),
    onInterrupt,
    exitNow: (code) => process.exit(code),
  };
}

const signals = ['SIGINT', 'SIGTERM'] as const;

function onInterrupt(listener: () => void): () => void {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

function textStream(stream: NodeJS.WriteStream): TextStream {
  let closed = false;
  // A reader that has seen enough (`| head`) is not an error.
  stream.on('error', (error: NodeJS.ErrnoException) => {
    closed = true;
    if (error.code !== 'EPIPE') process.exitCode = 1;
  });
  return {
    write: (text) => void (closed || stream.write(text)),
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.columns || undefined;
    },
  };
}
