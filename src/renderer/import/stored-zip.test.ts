import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { crc32 } from './crc32';
import { storedZip } from './stored-zip';

const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer());

describe('stored zip', () => {
  test('another reader finds every file, name and byte', async () => {
    const files = ['ant/1.png', 'bée/2.png', 'empty.txt'].map((path, at) => ({
      path,
      file: new File([Uint8Array.from({ length: at === 2 ? 0 : 300 * (at + 1) }, (_, i) => i % 251)], path),
    }));
    const done: number[] = [];
    const unpacked = unzipSync(
      await bytesOf(await storedZip(files, (n) => done.push(n), new AbortController().signal)),
    );
    expect(Object.keys(unpacked)).toEqual(files.map(({ path }) => path));
    for (const { path, file } of files) expect(unpacked[path]).toEqual(await bytesOf(file));
    expect(done).toEqual([1, 2, 3]);
  });

  test('stops when told to', async () => {
    const file = new File(['x'], 'x.png');
    await expect(storedZip([{ path: 'a/x.png', file }], () => {}, AbortSignal.abort())).rejects.toThrow(
      /abort/i,
    );
  });

  test('the checksum is the one of the standard', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
  });
});
