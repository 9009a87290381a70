import { closeSync, openSync, readSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const pieceBytes = 1 << 20;

/** Is everything under `one`, a file or a folder, at `other` as well, byte for byte? `other` may hold more. */
export function isSameTree(one: string, other: string): boolean {
  const [mine, there] = [statSync(one), statSync(other, { throwIfNoEntry: false })];
  if (!there) return false;
  if (mine.isDirectory())
    return (
      there.isDirectory() && readdirSync(one).every((name) => isSameTree(join(one, name), join(other, name)))
    );
  return there.isFile() && there.size === mine.size && isSameFile(one, other);
}

/** Compares piece by piece: a file may be larger than what can be in memory. */
function isSameFile(one: string, other: string): boolean {
  const handles = [openSync(one, 'r'), openSync(other, 'r')] as const;
  const pieces = [Buffer.alloc(pieceBytes), Buffer.alloc(pieceBytes)] as const;
  try {
    for (;;) {
      const [mine, there] = [readSync(handles[0], pieces[0]), readSync(handles[1], pieces[1])];
      if (mine !== there || !pieces[0].subarray(0, mine).equals(pieces[1].subarray(0, mine))) return false;
      if (mine === 0) return true;
    }
  } finally {
    handles.forEach((handle) => closeSync(handle));
  }
}
