import { readFileSync } from 'node:fs';

/** Every call that makes, replaces, renames or removes something under a name. */
export const creatingCalls =
  'openat,open,creat,mkdir,mkdirat,mknod,mknodat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,truncate,chmod,fchmodat';

/** Absolute paths that a traced process made, changed or removed; files that were only opened to be read are left out. */
export function createdPaths(traceFile: string): string[] {
  const lines = readFileSync(traceFile, 'latin1').split('\n');
  return lines
    .filter(isChange)
    .flatMap((line) => [...line.matchAll(/"(\/[^"]*)"/g)].map(([, path]) => path!));
}

function isChange(line: string): boolean {
  if (/ = -1 /.test(line)) return false;
  return !/\b(openat|open)\(/.test(line) || /O_CREAT|O_TRUNC|O_WRONLY|O_RDWR/.test(line);
}
