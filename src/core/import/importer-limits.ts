import { readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { totalmem } from 'node:os';

/** What an importer may use: memory in bytes, and time in milliseconds. */
export type ImporterLimits = { memoryBytes: number; wallMs: number };

const gibibyte = 2 ** 30;
const minute = 60_000;

/**
 * The limits for an import from `path`. Arrays are read whole and converted, so a file may take several times its size, but never so much
 * that the machine stops; a folder may hold anything. An archive cannot keep an importer busy for ever, however it is made.
 */
export async function importerLimits(path: string, memory: number = totalmem()): Promise<ImporterLimits> {
  const most = 0.8 * memory;
  const facts = await stat(path).catch(() => null);
  if (!facts?.isFile()) return { memoryBytes: most, wallMs: 24 * 60 * minute };
  const mebibytes = facts.size / 2 ** 20;
  return {
    memoryBytes: Math.min(most, 2 * gibibyte + 8 * facts.size),
    wallMs: 30 * minute + 1000 * mebibytes,
  };
}

/** Resident memory of a process in bytes; null where the system does not tell, or it is gone. */
export function memoryOf(pid: number | undefined): number | null {
  if (process.platform !== 'linux' || pid === undefined) return null;
  try {
    const kibibytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kibibytes === undefined ? null : Number(kibibytes) * 1024;
  } catch {
    return null;
  }
}
