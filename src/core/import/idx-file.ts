import { badInput } from './bad-input';

/** An IDX file of bytes (LeCun's format of MNIST): its dimensions and, without the header, its data. */
export type IdxFile = { dimensions: number[]; data: Uint8Array };

/** Does it begin like an IDX file of bytes with 1 to 4 dimensions? */
export function looksLikeIdx(head: Uint8Array): boolean {
  const [a, b, kind, dimensions = 0] = head;
  return (
    a === 0 &&
    b === 0 &&
    kind !== undefined &&
    kind >= 0x08 &&
    kind <= 0x0e &&
    dimensions >= 1 &&
    dimensions <= 4
  );
}

/** Parses an IDX file called `name`; throws `bad-input` unless its size is exactly the one that its header declares. */
export function parseIdx(bytes: Uint8Array, name: string): IdxFile {
  const replace = 'Download or make the file again.';
  if (bytes.length < 8 || !looksLikeIdx(bytes))
    throw badInput(`${name} is not an IDX file (its first bytes are wrong).`, replace);
  if (bytes[2] !== 0x08)
    throw badInput(
      `${name} is an IDX file of numbers, not of bytes.`,
      'Write images and labels as unsigned bytes (type 0x08).',
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const rank = bytes[3] ?? 0;
  const start = 4 + 4 * rank;
  if (bytes.length < start) throw badInput(`${name} ends inside its header.`, replace);
  const dimensions = Array.from({ length: rank }, (_, i) => view.getUint32(4 + 4 * i));
  const declared = dimensions.reduce((product, n) => product * BigInt(n), 1n);
  if (declared !== BigInt(bytes.length - start))
    throw badInput(
      `${name}: its header declares ${dimensions.join(' × ')} = ${declared} bytes, but ${bytes.length - start} follow.`,
      replace,
    );
  return { dimensions, data: bytes.subarray(start) };
}
