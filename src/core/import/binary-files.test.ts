import fc from 'fast-check';
import { expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { cifarKindOf, parseCifar } from './cifar-file';
import { errorOf, idxBytes } from './import-fixture';
import { parseIdx } from './idx-file';

it('reads the dimensions and data of any IDX file of bytes', () => {
  const shape = fc.array(fc.nat(5), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(shape, (dimensions) => {
      const data = Array.from({ length: dimensions.reduce((a, b) => a * b, 1) }, (_, i) => i & 255);
      const bytes = idxBytes(dimensions, data);
      fc.pre(bytes.length >= 8);
      const parsed = parseIdx(bytes, 'x');
      expect([parsed.dimensions, [...parsed.data]]).toEqual([dimensions, data]);
    }),
  );
});

it('never believes an IDX header that its length does not bear out', () => {
  const header = fc.array(fc.nat(0xffffffff), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(header, fc.uint8Array({ maxLength: 40 }), (dimensions, data) => {
      const declared = dimensions.reduce((a, b) => a * BigInt(b), 1n);
      fc.pre(declared !== BigInt(data.length));
      expect(() => parseIdx(idxBytes(dimensions, data), 'x')).toThrow(WorkbenchError);
    }),
  );
});

it('refuses anything else as IDX with a typed error', async () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      fc.pre(bytes[0] !== 0 || bytes[1] !== 0);
      expect(() => parseIdx(bytes, 'x')).toThrow(WorkbenchError);
    }),
  );
  const floats = idxBytes([1], [0, 0, 0, 0]);
  floats[2] = 0x0d;
  expect((await errorOf(() => parseIdx(floats, 'x.idx'))).message).toMatch(
    /x\.idx is an IDX file of numbers/,
  );
});

it('turns the planes of CIFAR into pixels', () => {
  const record = Uint8Array.from({ length: 3074 }, (_, i) => [5, 42][i] ?? Math.floor((i - 2) / 1024) + 10);
  const { pixels, labels } = parseCifar(record, 'train.bin', 'cifar-100');
  expect([...labels]).toEqual([42]);
  expect([...pixels.subarray(0, 6)]).toEqual([10, 11, 12, 10, 11, 12]);
});

it('accepts only whole CIFAR records with labels in range', () => {
  fc.assert(
    fc.property(fc.nat(4), fc.integer({ min: -2, max: 2 }), fc.nat(255), (records, off, label) => {
      const bytes = new Uint8Array(Math.max(0, records * 3073 + off));
      bytes[0] = label;
      const good = off === 0 && records > 0 && label < 10;
      if (good) expect(parseCifar(bytes, 'x', 'cifar-10').labels).toHaveLength(records);
      else expect(() => parseCifar(bytes, 'x', 'cifar-10')).toThrow(WorkbenchError);
    }),
  );
});

it('tells the two by length, and by name where both fit', () => {
  expect(cifarKindOf('a/data_batch_1.bin', 3073 * 10)).toBe('cifar-10');
  expect(cifarKindOf('train.bin', 3074 * 10)).toBe('cifar-100');
  expect(cifarKindOf('data_batch_1.bin', 3073 * 3074)).toBe('cifar-10');
  expect(cifarKindOf('train.bin', 3073 * 3074)).toBe('cifar-100');
  expect(cifarKindOf('train.bin', 100)).toBeNull();
});
