import { describe, expect, it } from 'vitest';
import { arrayInputs, pixelInputs } from './inputs';
import { unit } from './normalizers/unit';

const pixels = Uint8Array.from({ length: 12 }, (_, at) => at * 10);
const values = Float32Array.from(pixels, (byte) => byte * (1 / 255));

describe.each([
  ['pixelInputs', pixelInputs(pixels, 3, unit)],
  ['arrayInputs', arrayInputs(values, 3)],
])('%s', (_, inputs) => {
  it('know how many they are', () => {
    expect([inputs.count, inputs.size]).toEqual([4, 3]);
  });

  it('give a block of rows, an array of its own each time', () => {
    const block = inputs.block(1, 3);
    expect(block).toEqual(values.slice(3, 9));
    block.fill(7);
    expect(inputs.block(1, 3)).toEqual(values.slice(3, 9));
    expect(inputs.block(2, 2).length).toBe(0);
  });

  it('gather rows in any order, twice if asked, whatever was gathered before', () => {
    inputs.gather(Int32Array.of(3, 2, 1));
    const rows = [2, 0, 2];
    expect(Array.from(inputs.gather(Int32Array.from(rows)))).toEqual(
      rows.flatMap((row) => [...values.slice(row * 3, row * 3 + 3)]),
    );
    expect(inputs.gather(Int32Array.of(1))).toEqual(values.slice(3, 6));
  });
});
