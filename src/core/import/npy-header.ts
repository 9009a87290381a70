import { badInput } from './bad-input';

/** Header of an npy file; the data begin at `start`. */
export type NpyHeader = { descr: string; fortranOrder: boolean; shape: number[]; start: number };

const maxHeaderBytes = 65_536;
const maxRank = 8;
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];

const item =
  /'(descr)': ?(?:'([^'\\]{1,20})'|(\[))|'(fortran_order)': ?(True|False)|'(shape)': ?\(((?:\d{1,16}, ?)*(?:\d{1,16})?)\)/y;

/**
 * Reads the header by a strict grammar: a Python dictionary of just `descr`, `fortran_order` and `shape`, each once.
 * Throws `bad-input` naming the file for anything else.
 */
export function parseNpyHeader(bytes: Uint8Array, name: string): NpyHeader {
  const { text, start } = headerText(bytes, name);
  const body = /^\{([^{}]*?),? *\} *\n?$/.exec(text)?.[1];
  if (body === undefined) throw broken(name, 'its header is no dictionary');
  const seen = new Map<string, RegExpExecArray>();
  item.lastIndex = 0;
  for (;;) {
    const match = item.exec(body);
    const key = match?.[1] ?? match?.[4] ?? match?.[6];
    if (match === null || key === undefined || seen.has(key))
      throw broken(name, 'its header is not understood');
    if (match[3] !== undefined)
      throw badInput(`${name} holds records with several fields.`, 'Save plain arrays of numbers.');
    seen.set(key, match);
    const at = match.index + match[0].length;
    if (at === body.length) break;
    const comma = /, */y;
    comma.lastIndex = at;
    if (!comma.test(body)) throw broken(name, 'its header is not understood');
    item.lastIndex = comma.lastIndex;
  }
  if (seen.size !== 3) throw broken(name, 'its header is not complete');
  const shape = (seen.get('shape')?.[7] ?? '')
    .split(',')
    .filter((part) => part.trim() !== '')
    .map(Number);
  if (shape.length > maxRank || shape.some((n) => n > Number.MAX_SAFE_INTEGER))
    throw broken(name, 'its shape is absurd');
  return {
    descr: seen.get('descr')?.[2] ?? '',
    fortranOrder: seen.get('fortran_order')?.[5] === 'True',
    shape,
    start,
  };
}

function headerText(bytes: Uint8Array, name: string): { text: string; start: number } {
  if (bytes.length < 10 || magic.some((byte, i) => bytes[i] !== byte))
    throw broken(name, 'it does not begin like one');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = bytes[6] ?? 0;
  if (version < 1 || version > 3 || (version > 1 && bytes.length < 12))
    throw broken(name, 'its version is unknown');
  const first = version === 1 ? 10 : 12;
  const length = version === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > maxHeaderBytes || first + length > bytes.length)
    throw broken(name, 'its header is cut off or too long');
  return {
    text: Buffer.from(bytes.subarray(first, first + length)).toString('latin1'),
    start: first + length,
  };
}

function broken(name: string, why: string): Error {
  return badInput(
    `${name} is not an intact npy file: ${why}.`,
    'Save it again with numpy.save or numpy.savez.',
  );
}
