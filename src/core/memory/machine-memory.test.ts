import { expect, it } from 'vitest';
import { availableMemory } from './machine-memory';

const reading = (files: Record<string, string>) => (file: string) => files[file] ?? null;
const elsewhere = () => 7;
const machine = { '/proc/meminfo': 'MemTotal: 9000 kB\nMemFree:  10 kB\nMemAvailable:    8000 kB\n' };

it('is what Linux calls available, and free memory elsewhere', () => {
  expect(availableMemory(reading(machine), elsewhere)).toBe(8000 * 1024);
  expect(availableMemory(reading({}), elsewhere)).toBe(7);
});

it('is what a control group leaves, when that is less', () => {
  const group = (max: string) => ({
    ...machine,
    '/proc/self/cgroup': '0::/box/mine\n',
    '/sys/fs/cgroup/box/memory.max': max,
    '/sys/fs/cgroup/box/memory.current': '3000000\n',
    '/sys/fs/cgroup/box/memory.stat': 'anon 5\ninactive_file 1000000\n',
  });
  expect(availableMemory(reading(group('5000000\n')), elsewhere)).toBe(3_000_000);
  expect(availableMemory(reading(group('1000000\n')), elsewhere)).toBe(0);
  expect(availableMemory(reading(group('max\n')), elsewhere)).toBe(8000 * 1024);
});

it('knows the older control groups, whose path inside a container is not there', () => {
  const files = {
    ...machine,
    '/proc/self/cgroup': '5:devices:/x\n4:cpuset,memory:/docker/abc\n0::/\n',
    '/sys/fs/cgroup/memory/memory.limit_in_bytes': '4000000\n',
    '/sys/fs/cgroup/memory/memory.usage_in_bytes': '1500000\n',
    '/sys/fs/cgroup/memory/memory.stat': 'total_inactive_file 500000\n',
  };
  expect(availableMemory(reading(files), elsewhere)).toBe(3_000_000);
});

it('finds something on this machine', () => {
  expect(availableMemory()).toBeGreaterThan(2 ** 20);
});
