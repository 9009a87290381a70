import { createReadStream } from 'node:fs';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';

/** An entry of an archive: bytes that are packed, or a file on disk that is stored as it is. */
export type ZipPiece = { name: string } & ({ bytes: Uint8Array } | { path: string });

/** Every archive made of the same pieces has the same bytes. */
const writtenAt = '1980-01-01T12:00:00';

/** Packs entries one after another, holding no more than a piece of one file in memory. */
export async function* zipPieces(pieces: readonly ZipPiece[]): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let fault: Error | null = null;
  const zip = new Zip((error, chunk) => {
    fault ??= error;
    if (chunk?.length > 0) ready.push(chunk);
  });
  const packed = () => {
    if (fault) throw fault;
    return ready.splice(0);
  };
  for (const piece of pieces) {
    const entry = 'bytes' in piece ? new ZipDeflate(piece.name) : new ZipPassThrough(piece.name);
    entry.mtime = writtenAt;
    zip.add(entry);
    if ('bytes' in piece) entry.push(piece.bytes, true);
    else {
      for await (const chunk of createReadStream(piece.path)) {
        entry.push(chunk as Buffer, false);
        yield* packed();
      }
      entry.push(new Uint8Array(0), true);
    }
    yield* packed();
  }
  zip.end();
  yield* packed();
}
