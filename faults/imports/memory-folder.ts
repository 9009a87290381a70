import { existsSync, mkdtempSync, rmSync } from 'node:fs';

/** Does `work` in a new folder in memory, where the system has such, else in `folder`; deletes it afterwards. */
export async function inMemoryFolder<T>(folder: string, work: (base: string) => Promise<T>): Promise<T> {
  const base = existsSync('/dev/shm') ? mkdtempSync('/dev/shm/metric-workbench-') : folder;
  try {
    return await work(base);
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
}
