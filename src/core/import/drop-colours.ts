import { open, rename } from 'node:fs/promises';
import { createArrayFile } from './array-file';

const chunkBytes = 3 * 2 ** 20;

/** Rewrites a file of RGB pixels keeping the first channel of each; gives the SHA-256 (hex) of the new content. */
export async function dropColours(path: string): Promise<string> {
  const source = await open(path, 'r');
  const target = await createArrayFile(`${path}.grey`);
  try {
    const chunk = Buffer.allocUnsafe(chunkBytes);
    for (let at = 0; ;) {
      const { bytesRead } = await source.read(chunk, 0, chunkBytes, at);
      if (bytesRead < 3) break;
      const grey = new Uint8Array(Math.floor(bytesRead / 3));
      at += grey.length * 3;
      for (let i = 0; i < grey.length; i++) grey[i] = chunk[i * 3] ?? 0;
      await target.write(grey);
    }
  } finally {
    await source.close();
  }
  const { sha256 } = await target.finish();
  await rename(`${path}.grey`, path);
  return sha256;
}
