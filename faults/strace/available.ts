import { spawnSync } from 'node:child_process';

/** Why system calls cannot be traced here, or null: Linux with `strace` that may trace its own children. */
export function noStrace(): string | null {
  if (process.platform !== 'linux') return 'system calls are traced on Linux only';
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', 'true'], { encoding: 'utf8' });
  if (tried.error) return 'strace is not installed (apt-get install strace)';
  return tried.status === 0 ? null : `strace may not trace here: ${tried.stderr.trim()}`;
}
