import { mkdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openFolderSource } from './folder-source';
import { errorOf, greyPng, temporaryFolder } from './import-fixture';

const noUnicode = (path: string) => Buffer.concat([Buffer.from(path), Buffer.from([0xff, 0xfe])]);

// Other systems refuse such names themselves.
it.skipIf(process.platform !== 'linux')('says which name is no Unicode', async () => {
  const folder = temporaryFolder({ 'a/1.png': greyPng(1) });
  try {
    writeFileSync(noUnicode(`${folder.path}/a/`), greyPng(2));
    const error = await errorOf(() => openFolderSource(folder.path));
    expect([error.code, error.message]).toEqual([
      'bad-input',
      'a/\uFFFD\uFFFD cannot be looked at (ENOENT).',
    ]);
    expect(error.hint).toBe('Its name holds bytes that are no Unicode: rename it.');
  } finally {
    folder.remove();
  }
});

it.skipIf(process.platform !== 'linux')('says so of a folder as well', async () => {
  const folder = temporaryFolder({ 'a/1.png': greyPng(1) });
  try {
    mkdirSync(noUnicode(`${folder.path}/`));
    const error = await errorOf(() => openFolderSource(folder.path));
    expect(error.hint).toBe('Its name holds bytes that are no Unicode: rename it.');
  } finally {
    folder.remove();
  }
});
