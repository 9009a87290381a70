/** Pixels [height · width · 4] of a small picture. */
export type Rgba = Uint8ClampedArray<ArrayBuffer>;
type Colour = readonly [red: number, green: number, blue: number];

/** Values [pixels] as shades from one colour (the smallest) to another (the largest). */
export function heatImage(values: ArrayLike<number>, from: Colour, to: Colour): Rgba {
  const least = Array.from(values).reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const range = Array.from(values).reduce((a, b) => Math.max(a, b), least) - least || 1;
  return painted(values.length, (at) => mixed(from, to, (values[at]! - least) / range));
}

/**
 * Signed values [pixels · channels]: with one channel, from `negative` over `zero` to `positive`; with three, as a picture on
 * mid-grey, each channel lighter where its value is positive and darker where it is negative.
 */
export function signedImage(
  values: ArrayLike<number>,
  channels: number,
  { negative, zero, positive }: { negative: Colour; zero: Colour; positive: Colour },
): Rgba {
  const most = largest(values) || 1;
  return painted(values.length / channels, (at) => {
    if (channels === 3)
      return [0, 1, 2].map((c) => 128 + (127 * values[3 * at + c]!) / most) as unknown as Colour;
    const value = values[at * channels]! / most;
    return mixed(zero, value < 0 ? negative : positive, Math.abs(value));
  });
}

/** Bytes from 0 to 255, [pixels · channels], as a picture; one channel is grey. */
export function plainImage(values: ArrayLike<number>, channels: number): Rgba {
  return painted(values.length / channels, (at) => {
    const channel = (c: number) => values[at * channels + Math.min(c, channels - 1)]!;
    return [channel(0), channel(1), channel(2)];
  });
}

/** One channel of [pixels · channels], or the sum over all (null) → [pixels]. */
export function channelOf(values: ArrayLike<number>, channels: number, channel: number | null): Float32Array {
  return Float32Array.from({ length: values.length / channels }, (_, at) => {
    if (channel !== null) return values[at * channels + channel]!;
    let sum = 0;
    for (let c = 0; c < channels; c++) sum += values[at * channels + c]!;
    return sum;
  });
}

/** "rgb(1, 2, 3)" → its three numbers. */
export function colourOf(text: string): Colour {
  const [red = 0, green = 0, blue = 0] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [red, green, blue];
}

function painted(pixels: number, colour: (at: number) => Colour): Rgba {
  const rgba = new Uint8ClampedArray(pixels * 4);
  for (let at = 0; at < pixels; at++) rgba.set([...colour(at), 255], at * 4);
  return rgba;
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  const mix = (at: 0 | 1 | 2) => from[at] + (to[at] - from[at]) * share;
  return [mix(0), mix(1), mix(2)];
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let at = 0; at < values.length; at++) most = Math.max(most, Math.abs(values[at]!));
  return most;
}
