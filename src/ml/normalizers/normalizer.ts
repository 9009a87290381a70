/** How bytes become inputs: value · scale + shift. */
export type Normalizer = {
  id: string;
  label: string;
  formula: string;
  help: string;
  scale: number;
  shift: number;
};

/** Keeps the literal type of the id. */
export function defineNormalizer<const N extends Normalizer>(normalizer: N): N {
  return normalizer;
}

/** Pixels (any number of bytes) → float32 inputs of the same length; `into` is filled and returned when given. */
export function normalize(
  normalizer: Normalizer,
  pixels: Uint8Array,
  into: Float32Array = new Float32Array(pixels.length),
): Float32Array {
  const { scale, shift } = normalizer;
  for (let at = 0; at < pixels.length; at++) into[at] = pixels[at]! * scale + shift;
  return into;
}
