import type { Random } from '@ml/random';
import type { SampleClass } from './sample-classes';

/** Height and width of the sample's images. */
export const sampleSide = 64;

/** How much images of one class differ: pixels for lengths, grey levels for colours. */
export const variation = {
  position: 5,
  radius: [17, 25],
  tilt: 0.2,
  hue: 18,
  light: 20,
  shade: 31,
  noise: 8,
  occluder: [7, 12],
} as const;

/** Draws one image of a class as [64, 64, 3] bytes: the figure somewhere, on uneven light, partly covered, with noise. */
export function drawImage({ motif, colour }: SampleClass, random: Random): Uint8Array {
  const between = (low: number, high: number) => low + (high - low) * random.uniform();
  const around = (spread: number) => between(-spread, spread);
  const half = sampleSide / 2;
  const [x0, y0] = [half + around(variation.position), half + around(variation.position)];
  const radius = between(...variation.radius);
  const [cosine, sine] = turn(around(variation.tilt));
  const jitter = [around(variation.hue), around(variation.hue), around(variation.hue)];
  const ground = ground3(around);
  const block = {
    x: between(0, sampleSide),
    y: between(0, sampleSide),
    half: between(...variation.occluder),
    tone: around(26),
  };
  const pixels = new Uint8Array(sampleSide * sampleSide * 3);
  for (let y = 0; y < sampleSide; y++)
    for (let x = 0; x < sampleSide; x++) {
      const [dx, dy] = [(x + 0.5 - x0) / radius, (y0 - y - 0.5) / radius];
      const inside = motif(dx * cosine + dy * sine, dy * cosine - dx * sine, 1.4 / radius);
      const covered = Math.max(Math.abs(x - block.x), Math.abs(y - block.y)) < block.half;
      for (let c = 0; c < 3; c++) {
        const light = ground(x / half - 1, y / half - 1, c);
        const figure = (colour[c] ?? 0) + (jitter[c] ?? 0);
        const value = covered ? block.tone : light * (1 - 0.6 * inside) + figure * inside;
        pixels[(y * sampleSide + x) * 3 + c] = level(128 + value + variation.noise * bell(random));
      }
    }
  return pixels;
}

/** Uneven light: a level and a slope for each colour, the slope mostly common to all three. */
function ground3(around: (spread: number) => number): (u: number, v: number, c: number) => number {
  const [slopeU, slopeV] = [around(variation.shade), around(variation.shade)];
  const levels = [0, 1, 2].map(() => around(variation.light));
  const common = around(variation.light);
  return (u, v, c) => common + (levels[c] ?? 0) + slopeU * u + slopeV * v;
}

/** Cosine and sine of twice the angle whose tangent is `t`. */
function turn(t: number): [cosine: number, sine: number] {
  return [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
}

/** Roughly normal with mean 0 and deviation 1: the sum of four random bytes. */
function bell(random: Random): number {
  const bits = random.uint32();
  return ((bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24) - 510) / 148;
}

function level(value: number): number {
  return Math.min(255, Math.max(0, Math.floor(value + 0.5)));
}
