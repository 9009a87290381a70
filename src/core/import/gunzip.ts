import { gunzipSync } from 'node:zlib';
import { badInput } from './bad-input';
import { codeOf } from './read-file';
import { maxFileBytes } from './source';

const freeBytes = 64 * 2 ** 20;
const maxRatio = 200;

/** Is it gzip data, by its first bytes? */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/** Unpacks gzip data called `name`; throws `bad-input` when it is cut off, damaged, or unpacks to absurdly much. */
export function gunzip(bytes: Buffer, name: string): Buffer {
  const maxOutputLength = Math.min(maxFileBytes, Math.max(freeBytes, bytes.length * maxRatio));
  try {
    return gunzipSync(bytes, { maxOutputLength });
  } catch (error) {
    const code = codeOf(error);
    if (code === 'Z_BUF_ERROR')
      throw badInput(
        `${name} is cut off: the end of the gzip data is missing.`,
        'Download or copy it again.',
        error,
      );
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw badInput(
        `${name} unpacks to more than ${maxOutputLength} bytes.`,
        'Unpack it yourself if you trust it.',
        error,
      );
    throw badInput(`${name} is not intact gzip data (${code}).`, 'Download or copy it again.', error);
  }
}
