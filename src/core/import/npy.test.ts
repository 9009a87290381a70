import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { errorOf, npyBytes } from './import-fixture';
import { parseNpy } from './npy';

const header = (descr: string, shape: string, order = 'False') =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`;
const numbers = (bytes: Buffer) => [...parseNpy(bytes, 'x.npy').data];

it.each([
  ['|u1', '01ff', [1, 255]],
  ['|b1', '0100', [1, 0]],
  ['<u2', '0100ffff', [1, 65535]],
  ['<i4', '01000000ffffffff', [1, -1]],
  ['<i8', '0100000000000000ffffffffffffffff', [1, -1]],
  ['<f2', '003c00c0', [1, -2]],
  ['<f4', '0000803f000000c0', [1, -2]],
  ['<f8', '000000000000f03f00000000000000c0', [1, -2]],
])('reads %s as NumPy writes it', (descr, hex, values) => {
  expect(numbers(npyBytes(header(descr, '2,'), Buffer.from(hex, 'hex')))).toEqual(values);
});

it('reads the smallest and the special halves', () => {
  const values = numbers(npyBytes(header('<f2', '4,'), Buffer.from('0100ff7b007c007e', 'hex')));
  expect(values).toEqual([2 ** -24, 65504, Infinity, NaN]);
});

it('reads shapes of any rank', () => {
  const shapeOf = (shape: string, count: number) =>
    parseNpy(npyBytes(header('|u1', shape), new Uint8Array(count)), 'x').shape;
  expect([shapeOf('', 1), shapeOf('3,', 3), shapeOf('2, 3', 6), shapeOf('0, 5', 0)]).toEqual([
    [],
    [3],
    [2, 3],
    [0, 5],
  ]);
});

it.each([
  ['pickled objects', header('|O', '1,'), /pickled Python objects/],
  ['records', "{'descr': [('a', '<i4')], 'fortran_order': False, 'shape': (1,), }", /records/],
  ['big-endian numbers', header('>f4', '1,'), /type >f4/],
  ['text', header('<U5', '1,'), /type <U5/],
  ['a name of the prototype', header('constructor', '1,'), /type constructor/],
  ['Fortran order', header('|u1', '1, 1', 'True'), /Fortran/],
  ['a shape too large', header('<f8', '900719925474099, 900719925474099'), /declares an array/],
  ['a shape too small', header('|u1', '0,'), /declares an array of 0/],
  ['a negative shape', header('|u1', '-1,'), /not understood/],
  ['code for a shape', header('|u1', '__import__("os").system("id"),'), /header/],
  ['a missing key', "{'descr': '|u1', 'shape': (1,), }", /not complete/],
  ['a key twice', "{'descr': '|u1', 'descr': '|u1', 'shape': (1,), }", /not understood/],
  ['an unknown key', "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), 'x': 1, }", /not understood/],
])('refuses %s, naming the file', async (_what, text, complaint) => {
  const error = await errorOf(() => parseNpy(npyBytes(text, new Uint8Array(1)), 'x.npy'));
  expect(error).toMatchObject({ code: 'bad-input', message: expect.stringMatching(complaint) });
  expect(error.message).toMatch(/^x\.npy/);
});

it('gives an array of the declared size or a typed error for any damage', () => {
  const good = npyBytes(header('<i4', '2, 3'), Buffer.alloc(24, 7));
  const damage = fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(damage, fc.nat(200), (changes, cut) => {
      const bytes = Buffer.from(good.subarray(0, good.length - (cut > 150 ? cut - 150 : 0)));
      for (const [at, value] of changes) if (at < bytes.length) bytes[at] = value;
      try {
        const { shape, data } = parseNpy(bytes, 'x.npy');
        expect(data.length).toBe(shape.reduce((a, b) => a * b, 1));
        expect(data.byteLength).toBeLessThanOrEqual(bytes.length * 2);
      } catch (error) {
        expect(error).toBeInstanceOf(WorkbenchError);
      }
    }),
    { numRuns: 3000 },
  );
});
