import { readFileSync } from 'node:fs';

/** What a process did to files, in order; `ack` is a number it told. */
export type Operation =
  | { type: 'write'; file: string; at: number; bytes: Buffer }
  | { type: 'truncate'; file: string; size: number }
  | { type: 'sync'; file: string }
  | { type: 'ack'; seq: number };

/** Options of a trace that {@link readTrace} understands. */
export const traceOptions: readonly string[] = [
  ...['-f', '-y', '-xx', '-s', '400000'],
  ...['-e', 'trace=pwrite64,write,fsync,fdatasync,ftruncate', '-e', 'signal=none'],
];

/** Reads a trace of one process: its writes to files whose path ends with one of `endings`, and its `ack` lines. */
export function readTrace(file: string, endings: readonly string[]): Operation[] {
  const operations: Operation[] = [];
  for (const line of readFileSync(file, 'latin1').split('\n')) {
    const call = /^\d+ +(\w+)\((\d+)<([^>]*)>(?:, )?(.*)\) += (-?\d+)/.exec(line);
    if (!call) continue;
    const [, name = '', , rawPath = '', rest = '', result = ''] = call;
    if (Number(result) < 0) continue;
    const path = unescaped(rawPath).toString('utf8');
    const operation = operationOf(name, path, rest);
    if (operation?.type === 'ack' || endings.some((ending) => path.endsWith(ending)))
      if (operation) operations.push(operation);
  }
  return operations;
}

function operationOf(name: string, file: string, rest: string): Operation | null {
  if (name === 'fsync' || name === 'fdatasync') return { type: 'sync', file };
  if (name === 'ftruncate') return { type: 'truncate', file, size: Number(rest) };
  const written = /^"((?:\\x[0-9a-f]{2})*)", (\d+)(?:, (\d+))?$/.exec(rest);
  if (!written) return null;
  const bytes = unescaped(written[1] ?? '');
  if (bytes.length !== Number(written[2]))
    throw new Error(`The trace holds ${bytes.length} of ${written[2]} bytes.`);
  if (name === 'pwrite64') return { type: 'write', file, at: Number(written[3]), bytes };
  const ack = /^ack (\d+)\n$/.exec(bytes.toString('latin1'));
  return ack ? { type: 'ack', seq: Number(ack[1]) } : null;
}

/** `\x41\x42` as bytes; text that is not escaped stays. */
function unescaped(text: string): Buffer {
  return text.startsWith('\\x')
    ? Buffer.from(text.replaceAll('\\x', ''), 'hex')
    : Buffer.from(text, 'latin1');
}
