import { fstatSync, writeSync } from 'node:fs';
import { currentFolder } from '@main/current-folder';
import { exitCodes } from '@shared/errors';
import type { CliIo, TextStream } from './cli-io';

/** The real terminal, environment and signals of this process. */
export function processIo(): CliIo {
  return {
    stdout: textStream(process.stdout, answerLost),
    stderr: textStream(process.stderr, () => undefined),
    env: process.env,
    get cwd() {
      return currentFolder();
    },
    monotonicMs: () => performance.now(),
    onInterrupt,
    exitNow: (code) => process.exit(code),
  };
}

/** An answer that did not arrive whole is no success, whatever the command did. */
function answerLost(error: NodeJS.ErrnoException): void {
  process.exitCode = exitCodes.storage;
  const why = error.code === 'ENOSPC' ? 'the disk is full' : (error.code ?? error.message);
  process.stderr.write(`Error: The answer could not be written: ${why}.\n`);
}

const signals = ['SIGINT', 'SIGTERM'] as const;

function onInterrupt(listener: () => void): () => void {
  for (const signal of signals) process.on(signal, listener);
  return () => {
    for (const signal of signals) process.off(signal, listener);
  };
}

function textStream(
  stream: NodeJS.WriteStream & { fd: number },
  lost: (error: NodeJS.ErrnoException) => void,
): TextStream {
  let closed = false;
  const failed = (error: NodeJS.ErrnoException) => {
    if (closed) return;
    closed = true;
    // A reader that has seen enough (`| head`) is not an error.
    if (error.code !== 'EPIPE') lost(error);
  };
  stream.on('error', failed);
  const isFile = writesToFile(stream);
  return {
    write(text) {
      if (closed) return;
      if (!isFile) return void stream.write(text);
      try {
        writeWhole(stream.fd, text);
      } catch (error) {
        failed(error as NodeJS.ErrnoException);
      }
    },
    get isTTY() {
      return stream.isTTY === true;
    },
    get columns() {
      // A terminal that does not know its width says 0.
      return stream.columns || undefined;
    },
  };
}

function writesToFile(stream: NodeJS.WriteStream & { fd: number }): boolean {
  try {
    return !stream.isTTY && fstatSync(stream.fd).isFile();
  } catch {
    return false;
  }
}

/** Node's own stream for a file does not notice that a disk took only a part. */
function writeWhole(file: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
}
