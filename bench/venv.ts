import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** The peers' Python, or why there is none. */
export type Peers = { python: string; versions: string } | { missing: string };

/** Makes a virtual environment in the user's cache folder, once for every list of pinned versions. */
export function openVenv(name = 'bench-venv', list = 'bench/peers/requirements.txt'): Peers {
  const requirements = resolve(list);
  const wanted = readFileSync(requirements, 'utf8');
  const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const folder = join(cache, 'metric-workbench', name);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const stamp = join(folder, 'installed.txt');
  const versions = wanted.trim().split('\n').join(', ');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return { python, versions };
  console.error(`Installing Python packages into ${folder} …`);
  const system = process.platform === 'win32' ? 'python' : 'python3';
  const steps: [string, string[]][] = [
    [system, ['-m', 'venv', folder]],
    [python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]],
  ];
  for (const [command, args] of steps) {
    const { status, error, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) continue;
    const why = error?.message ?? stderr.trim().split('\n').at(-1) ?? '';
    return { missing: `${command} ${args.slice(0, 3).join(' ')} failed: ${why}` };
  }
  writeFileSync(stamp, wanted);
  return { python, versions };
}
