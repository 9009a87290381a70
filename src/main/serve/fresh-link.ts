import { createHash, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto';
import { closeSync, constants, fstatSync, openSync, readSync, rmSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Access } from './access';

/** How long a fresh link can be used. */
const lastsMs = 10 * 60_000;
const mostBytes = 1024;
const noteSchema = z.object({ sha256: z.string().regex(/^[0-9a-f]{64}$/), until: z.iso.datetime() });

/**
 * Makes the one-time code of a fresh link for the server of a home folder, and leaves its digest there: only who may write
 * to that folder, which holds the whole store, can let somebody in, and what lies there opens nothing. A later one ends it.
 */
export async function leaveLink(home: string, now: Date): Promise<string> {
  const code = randomBytes(32).toString('base64url');
  const until = new Date(now.getTime() + lastsMs).toISOString();
  const part = join(home, `sign-in-${randomUUID()}.part`);
  try {
    const file = await open(part, 'wx', 0o600);
    try {
      await file.writeFile(JSON.stringify({ sha256: digestOf(code), until }));
    } finally {
      await file.close();
    }
    await rename(part, fileIn(home));
  } finally {
    await rm(part, { force: true });
  }
  return code;
}

/** Secrets of a server that also takes the code of a link left in its home folder: once, and not later than ten minutes. */
export function takingFreshLinks(access: Access, home: string, now: () => Date): Access {
  return { ...access, redeem: (code) => access.redeem(code) || take(home, code, now()) };
}

/** Ends a link that was left and not used. */
export function forgetLink(home: string): void {
  rmSync(fileIn(home), { force: true });
}

function take(home: string, code: string, now: Date): boolean {
  const note = readNote(fileIn(home));
  if (!note || !timingSafeEqual(Buffer.from(note.sha256), Buffer.from(digestOf(code)))) return false;
  try {
    // Whoever removes it has it; it is never worth anything twice.
    rmSync(fileIn(home));
  } catch {
    return false;
  }
  const leftMs = new Date(note.until).getTime() - now.getTime();
  return leftMs > 0 && leftMs <= lastsMs;
}

/** Null for what is not there, or not a small file that only this user can read and write. */
function readNote(file: string): z.infer<typeof noteSchema> | null {
  let opened: number | null = null;
  try {
    opened = openSync(file, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0));
    const { mode, uid, size } = fstatSync(opened);
    const isOwn = process.getuid === undefined || (uid === process.getuid() && (mode & 0o077) === 0);
    if ((mode & constants.S_IFMT) !== constants.S_IFREG || !isOwn || size > mostBytes) return null;
    const bytes = Buffer.alloc(mostBytes);
    const read = readSync(opened, bytes, 0, mostBytes, 0);
    return noteSchema.parse(JSON.parse(bytes.toString('utf8', 0, read)));
  } catch {
    return null;
  } finally {
    if (opened !== null) closeSync(opened);
  }
}

const digestOf = (code: string): string => createHash('sha256').update(code).digest('hex');

const fileIn = (home: string): string => join(home, 'sign-in.json');
