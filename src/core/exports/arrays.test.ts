import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { ExportSource } from './export-format';
import type { NamedArray } from './named-array';
import { npyBytes, npyStrings } from './npy';
import { safetensorsBytes } from './safetensors';
import { npz } from './npz';
import { runFixture } from '../run/run-detail-fixture';

const matrix: NamedArray = {
  name: 'weights.P',
  shape: [2, 3],
  data: new Float32Array([1, 2, 3, 4, 5.5, -6]),
};
const vector: NamedArray = { name: 'labels', shape: [3], data: new Int32Array([7, -8, 2 ** 31 - 1]) };

describe('npy', () => {
  test('has a header as NumPy writes it, aligned to 64 bytes', () => {
    const bytes = npyBytes(matrix);
    const length = bytes[8]! + 256 * bytes[9]!;
    expect(Buffer.from(bytes.subarray(0, 8))).toEqual(Buffer.from('\u0093NUMPY\u0001\u0000', 'latin1'));
    expect((10 + length) % 64).toBe(0);
    const header = Buffer.from(bytes.subarray(10, 10 + length)).toString();
    expect(header.trimEnd()).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }");
    expect(header.endsWith('\n')).toBe(true);
    const view = new DataView(bytes.buffer, bytes.byteOffset + 10 + length);
    expect(view.byteLength).toBe(24);
    expect([0, 1, 2, 3, 4, 5].map((at) => view.getFloat32(4 * at, true))).toEqual([...matrix.data]);
  });

  test('writes whole numbers and shapes of one dimension', () => {
    const text = Buffer.from(npyBytes(vector)).toString('latin1');
    expect(text).toContain("'descr': '<i4', 'fortran_order': False, 'shape': (3,), ");
  });

  test('writes words of any alphabet with one width', () => {
    const bytes = Buffer.from(npyStrings(['ab', '猫🐈', '']));
    expect(bytes.toString('latin1')).toContain("'descr': '<U2'");
    expect([...bytes.subarray(-24)].filter((_, at) => at % 4 === 0)).toEqual([0x61, 0x62, 0x2b, 0x08, 0, 0]);
  });
});

test('npz holds every array, and the same run gives the same bytes', async () => {
  const source: ExportSource = {
    run: runFixture(),
    table: 'epochs',
    arrays: async () => [matrix, vector],
    record: () => expect.unreachable('npz needs no events'),
  };
  const bytes = await whole(npz.write(source));
  expect(Object.keys(unzipSync(bytes)).sort()).toEqual([
    'class_names.npy',
    'config.npy',
    'labels.npy',
    'weights.P.npy',
  ]);
  expect(Buffer.from(unzipSync(bytes)['labels.npy']!)).toEqual(Buffer.from(npyBytes(vector)));
  expect(Buffer.from(await whole(npz.write(source)))).toEqual(Buffer.from(bytes));
});

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const piece of pieces) all.push(piece);
  return new Uint8Array(Buffer.concat(all));
}

test('safetensors has a padded header whose offsets lead to the values', () => {
  const bytes = Buffer.from(safetensorsBytes([matrix, vector], { run: 'r1' }));
  const length = Number(bytes.readBigUInt64LE(0));
  expect(length % 8).toBe(0);
  const header = JSON.parse(bytes.subarray(8, 8 + length).toString()) as Record<string, unknown>;
  expect(header).toEqual({
    __metadata__: { run: 'r1' },
    'weights.P': { dtype: 'F32', shape: [2, 3], data_offsets: [0, 24] },
    labels: { dtype: 'I32', shape: [3], data_offsets: [24, 36] },
  });
  expect(bytes.length).toBe(8 + length + 36);
  expect(bytes.readFloatLE(8 + length + 16)).toBe(5.5);
  expect(bytes.readInt32LE(8 + length + 24 + 4)).toBe(-8);
});
