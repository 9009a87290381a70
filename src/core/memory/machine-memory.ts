import { readFileSync } from 'node:fs';
import { freemem } from 'node:os';
import { posix } from 'node:path';

/** The text of a file; null where there is none, or it may not be read. */
export type ReadText = (file: string) => string | null;

/**
 * Bytes that a new process can use now without another one being pushed out: what Linux calls available, or what a control group
 * (a container) leaves when that is less; free memory elsewhere.
 */
export function availableMemory(read: ReadText = textOf, otherwise: () => number = freemem): number {
  const told = /^MemAvailable:\s+(\d+) kB$/m.exec(read('/proc/meminfo') ?? '');
  return told ? Math.min(1024 * Number(told[1]), groupRoom(read)) : otherwise();
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** What the control groups of this process leave it, those around its own group included; infinite without a limit. */
function groupRoom(read: ReadText): number {
  const lines = (read('/proc/self/cgroup') ?? '').split('\n').map((line) => line.split(':'));
  const rooms = lines.flatMap(([, controllers = '', path = '/']) => {
    const version = controllers === '' ? second : controllers.split(',').includes('memory') ? first : null;
    return version
      ? upwards(path).map((folder) => roomIn(read, posix.join(version.root, folder), version))
      : [];
  });
  return Math.max(0, Math.min(Infinity, ...rooms));
}

type Version = { root: string; limit: string; usage: string; cache: RegExp };

const second: Version = {
  root: '/sys/fs/cgroup',
  limit: 'memory.max',
  usage: 'memory.current',
  cache: /^inactive_file (\d+)$/m,
};
const first: Version = {
  root: '/sys/fs/cgroup/memory',
  limit: 'memory.limit_in_bytes',
  usage: 'memory.usage_in_bytes',
  cache: /^total_inactive_file (\d+)$/m,
};

/** `/a/b` → `/a/b`, `/a`, `/`: inside a container its own path may not be there, but its root is. */
function upwards(path: string): string[] {
  return path === '/' ? ['/'] : [path, ...upwards(posix.dirname(path))];
}

/** The limit less what is used, of which pages of files that were not used lately can be given back. */
function roomIn(read: ReadText, folder: string, { limit, usage, cache }: Version): number {
  const most = Number(read(posix.join(folder, limit))?.trim() || NaN);
  const used = Number(read(posix.join(folder, usage))?.trim() || NaN);
  if (!Number.isFinite(most) || !Number.isFinite(used)) return Infinity;
  const spare = Number(cache.exec(read(posix.join(folder, 'memory.stat')) ?? '')?.[1] ?? 0);
  return most - used + spare;
}
