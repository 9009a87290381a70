/** Coordinates [x₀, y₀, x₁, y₁, …] of points. */
export type Points = readonly number[];

/** How far points lie from the origin along each axis. */
export type Reach = { x: number; y: number };

/** How the plane is laid on a canvas of `width` × `height` pixels. */
export type View = { width: number; height: number; reach: Reach };

/** Clear space around the points, in pixels. */
const border = 14;

/** What all but a few far points of the widest frames lie within; 1 when there are none. */
export function reachOf(frames: readonly Points[]): Reach {
  const along = (axis: 0 | 1): number => {
    const farthest = frames.map((points) => {
      const sizes = points.filter((_, at) => at % 2 === axis).map(Math.abs);
      sizes.sort((a, b) => a - b);
      return sizes[Math.floor(0.995 * (sizes.length - 1))] ?? 0;
    });
    return Math.max(0, ...farthest) || 1;
  };
  return { x: along(0), y: along(1) };
}

/** The reach that all frames share; or a frame's own where it would be a speck on the common scale. */
export function commonReach(whole: Reach, points: Points | null): Reach {
  const own = points ? reachOf([points]) : whole;
  return Math.max(whole.x, whole.y) > 3 * Math.max(own.x, own.y) ? own : whole;
}

/** The points on the canvas, in pixels, both axes at one scale; far ones are kept at its edge. */
export function placed(points: Points, { width, height, reach }: View): number[] {
  const scale = Math.max(0, Math.min((width / 2 - border) / reach.x, (height / 2 - border) / reach.y));
  return points.map((value, at) => {
    const size = at % 2 === 0 ? width : height;
    const pixel = size / 2 + (at % 2 === 0 ? value : -value) * scale;
    return Math.min(size - border / 2, Math.max(border / 2, pixel));
  });
}

/** Points on their way from one frame to another, `share` from 0 to 1. */
export function between(from: Points, to: Points, share: number): number[] {
  if (from.length !== to.length) return [...to];
  return to.map((value, at) => from[at]! + (value - from[at]!) * share);
}

/** Number of the point nearest to a place, within `within` pixels; null when there is none. */
export function pointAt(pixels: Points, x: number, y: number, within: number): number | null {
  let best: number | null = null;
  let nearest = within * within;
  for (let point = 0; 2 * point < pixels.length; point++) {
    const distance = (pixels[2 * point]! - x) ** 2 + (pixels[2 * point + 1]! - y) ** 2;
    if (distance > nearest) continue;
    nearest = distance;
    best = point;
  }
  return best;
}

const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowRight: [1, 0],
  ArrowLeft: [-1, 0],
  ArrowDown: [0, 1],
  ArrowUp: [0, -1],
};

/** The point that an arrow key leads to: the nearest one in that direction; null when there is none, or for other keys. */
export function pointTowards(pixels: Points, from: number | null, key: string): number | null {
  const direction = directions[key];
  if (!direction || pixels.length === 0) return null;
  if (from === null) return 0;
  let best: number | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let point = 0; 2 * point < pixels.length; point++) {
    const dx = pixels[2 * point]! - pixels[2 * from]!;
    const dy = pixels[2 * point + 1]! - pixels[2 * from + 1]!;
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1] + dy * direction[0]);
    if (point === from || along <= 0 || aside > along) continue;
    const cost = along + aside;
    if (cost < lowest) [best, lowest] = [point, cost];
  }
  return best;
}
