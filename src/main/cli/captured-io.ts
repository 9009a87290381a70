import type { SpawnChild } from '@core/ports';
import type { CliIo } from './cli-io';

/** An io that keeps what is written, for tests; `interrupt` plays Ctrl+C. */
export function capturedIo(
  changes: { isTTY?: boolean; columns?: number; env?: Record<string, string>; spawn?: SpawnChild } = {},
) {
  const written = { stdout: '', stderr: '' };
  const listeners = new Set<() => void>();
  const exits: number[] = [];
  let nowMs = 0;
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => void (written[name] += text),
    isTTY: changes.isTTY ?? false,
    columns: changes.columns,
  });
  const io: CliIo = {
    stdout: stream('stdout'),
    stderr: stream('stderr'),
    env: changes.env ?? {},
    cwd: process.cwd(),
    monotonicMs: () => nowMs,
    ...(changes.spawn && { spawn: changes.spawn }),
    onInterrupt(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    exitNow: (code) => void exits.push(code),
  };
  return {
    io,
    written,
    exits,
    listeners,
    pass: (ms: number) => void (nowMs += ms),
    interrupt: () => listeners.forEach((listener) => listener()),
    json: (): unknown => JSON.parse(written.stdout),
  };
}
