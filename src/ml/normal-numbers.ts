import type { Random } from './random';

/** How initial weights are drawn. A run says which it used, so that it can be repeated and resumed when there is a newer way. */
export type NormalDraw = 'box-muller' | 'ziggurat';

/** Fills `values` with normal numbers of that standard deviation. */
export function fillNormal(values: Float32Array, deviation: number, random: Random, draw: NormalDraw): void {
  if (draw === 'box-muller') {
    for (let at = 0; at < values.length; at++) values[at] = random.normal() * deviation;
  } else {
    for (let at = 0; at < values.length; at++) values[at] = ziggurat(random) * deviation;
  }
}

const layers = 256;
const steps = 2 ** 23;
/** Where the tail begins, and the area of each layer (Marsaglia and Tsang 2000, for 256 layers). */
const tailFrom = 3.6541528853610088;
const area = 0.00492867323399;

/**
 * A standard normal number from the ziggurat of Marsaglia and Tsang (2000): one draw, one comparison and one product in 99 of 100
 * cases. The low 8 bits of a draw choose the layer and the other 24 the place in it, so that neither tells of the other.
 */
function ziggurat(random: Random): number {
  for (;;) {
    const bits = random.uint32();
    const layer = bits & (layers - 1);
    const place = (bits | 0) >> 8;
    const x = place * widths[layer]!;
    if (Math.abs(place) < inside[layer]!) return x;
    if (layer === 0) return place < 0 ? -tail(random) : tail(random);
    const height = heights[layer]! + random.uniform() * (heights[layer - 1]! - heights[layer]!);
    if (height < density(x)) return x;
  }
}

/** A number beyond the last layer. */
function tail(random: Random): number {
  for (;;) {
    const beyond = -Math.log(1 - random.uniform()) / tailFrom;
    if (-2 * Math.log(1 - random.uniform()) >= beyond * beyond) return tailFrom + beyond;
  }
}

function density(x: number): number {
  return Math.exp(-0.5 * x * x);
}

// `widths` turns a place into x, `heights` is the density at a layer's end, and places below `inside` are under the curve for sure.
const widths = new Float64Array(layers);
const heights = new Float64Array(layers);
const inside = new Float64Array(layers);
fillTables();

function fillTables(): void {
  let x = tailFrom;
  const baseWidth = area / density(x);
  widths[0] = baseWidth / steps;
  heights[0] = 1;
  inside[0] = (x / baseWidth) * steps;
  for (let layer = layers - 1; layer > 0; layer--) {
    widths[layer] = x / steps;
    heights[layer] = density(x);
    const narrower = layer > 1 ? Math.sqrt(-2 * Math.log(area / x + density(x))) : 0;
    inside[layer] = (narrower / x) * steps;
    x = narrower;
  }
}
