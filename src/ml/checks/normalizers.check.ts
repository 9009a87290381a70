import { describe, expect, it } from 'vitest';
import { normalizers } from '../normalizers/index';
import { normalize, type Normalizer } from '../normalizers/normalizer';

const bytes = Uint8Array.from({ length: 256 }, (_, value) => value);

/** What each normaliser promises for a byte; a new one needs an entry here. */
const oracles: Record<string, (byte: number) => number> = {
  symmetric: (byte) => byte / 127.5 - 1,
  unit: (byte) => byte / 255,
};

describe.each(
  (normalizers as readonly Normalizer[]).map((normalizer) => [normalizer.id, normalizer] as const),
)('normalizer %s', (id, normalizer) => {
  it('is its formula for every byte', () => {
    const oracle = oracles[id];
    if (!oracle) throw new Error(`Normalizer "${id}" has no oracle in normalizers.check.ts.`);
    const values = normalize(normalizer, bytes);
    bytes.forEach((byte) => expect(Math.abs(values[byte]! - oracle(byte))).toBeLessThan(1e-7));
  });

  it('fills the array it is given, and leaves the bytes alone', () => {
    const into = new Float32Array(256).fill(NaN);
    expect(normalize(normalizer, bytes, into)).toBe(into);
    expect(into).toEqual(normalize(normalizer, bytes));
    expect(bytes[200]).toBe(200);
  });
});
