import { open, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';

const lastPortSchema = z.object({ port: z.number().int().min(1024).max(65_535) });
const mostBytes = 1024;

/** The port that this home was served on last; null when none is known, or the file is not as it was written. */
export async function readLastPort(home: string): Promise<number | null> {
  try {
    const file = await open(fileIn(home), 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
      return lastPortSchema.parse(JSON.parse(buffer.toString('utf8', 0, bytesRead))).port;
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}

/** Remembers the port of a home for the next start; that it cannot be written is no reason not to serve. */
export async function rememberPort(home: string, port: number): Promise<void> {
  const part = `${fileIn(home)}.part`;
  try {
    await rm(part, { force: true });
    await writeFile(part, `${JSON.stringify({ port })}\n`, { mode: 0o600, flag: 'wx' });
    await rename(part, fileIn(home));
  } catch {
    await rm(part, { force: true }).catch(() => undefined);
  }
}

function fileIn(home: string): string {
  return join(home, 'serve.json');
}
