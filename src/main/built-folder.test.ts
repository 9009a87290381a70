import { expect, test } from 'vitest';
import { builtFolderOf } from './built-folder';

test.each(['file:///app/out/main/', 'file:///app/out/main/chunks/', 'file:///app/src/main/'])(
  'from %s the programs are in out/main',
  (from) => {
    expect(builtFolderOf(new URL(from)).href).toBe('file:///app/out/main/');
  },
);
