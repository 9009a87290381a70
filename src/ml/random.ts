/** The only source of chance: the same seed and stream name give the same numbers on every machine. */
export type Random = {
  /** Whole number from 0 to 2³² − 1. */
  uint32(): number;
  /** Number in [0, 1) with 53 random bits. */
  uniform(): number;
  /** Standard normal number (Box and Muller 1958). */
  normal(): number;
  /** The numbers 0 to n − 1 in random order (Fisher and Yates). */
  permutation(n: number): Int32Array;
};

/**
 * A generator for one purpose: `stream` names it ("weights/P", "order/12"), so that no state has to be kept to
 * go on later. The generator is sfc32 (Doty-Humphrey's PractRand), its state filled by hashing both arguments.
 */
export function createRandom(seed: number, stream: string): Random {
  const uint32 = sfc32(hash(`${seed}/a/${stream}`), hash(`${seed}/b/${stream}`), hash(`${seed}/c/${stream}`));
  const uniform = () => ((uint32() >>> 5) * 67108864 + (uint32() >>> 6)) / 9007199254740992;
  let spare: number | undefined;
  const normal = () => {
    if (spare !== undefined) {
      const value = spare;
      spare = undefined;
      return value;
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()));
    const angle = 2 * Math.PI * uniform();
    spare = radius * Math.sin(angle);
    return radius * Math.cos(angle);
  };
  const permutation = (n: number) => {
    const order = Int32Array.from({ length: n }, (_, index) => index);
    for (let last = n - 1; last > 0; last--) {
      const other = Math.floor(uniform() * (last + 1));
      const kept = order[last] as number;
      order[last] = order[other] as number;
      order[other] = kept;
    }
    return order;
  };
  return { uint32, uniform, normal, permutation };
}

function sfc32(a: number, b: number, c: number): () => number {
  let counter = 1;
  const next = () => {
    const result = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + result) | 0;
    return result >>> 0;
  };
  for (let round = 0; round < 15; round++) next();
  return next;
}

/** FNV-1a with a final avalanche. */
function hash(text: string): number {
  let value = 2166136261;
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 16777619);
  }
  value = Math.imul(value ^ (value >>> 16), 2246822507);
  value = Math.imul(value ^ (value >>> 13), 3266489909);
  return (value ^ (value >>> 16)) >>> 0;
}
