/** Coordinates [x₀, y₀, x₁, y₁, …] of points. */
export type Points = ArrayLike<number>;

/** How far points lie from the origin along each axis. */
export type Reach = { x: number; y: number };

/** A closer look: `zoom` times as large, the middle of the canvas moved by `x` and `y` pixels. */
export type Camera = { zoom: number; x: number; y: number };

/** How the plane is laid on a canvas of `width` × `height` pixels. */
export type View = { width: number; height: number; reach: Reach; camera?: Camera };

/** Everything in sight. */
export const wholeView: Camera = { zoom: 1, x: 0, y: 0 };

/** Clear space around the points, in pixels. */
const border = 14;

const reaches = new WeakMap<Points, Reach>();

/** What all but a few far points of the widest frames lie within; 1 when there are none. */
export function reachOf(frames: readonly Points[]): Reach {
  const all = frames.map(reachOfFrame);
  return {
    x: Math.max(0, ...all.map(({ x }) => x)) || 1,
    y: Math.max(0, ...all.map(({ y }) => y)) || 1,
  };
}

/** Kept for each frame: a live run adds one at a time to many. */
function reachOfFrame(points: Points): Reach {
  const known = reaches.get(points);
  if (known) return known;
  const reach = { x: farAlong(points, 0), y: farAlong(points, 1) };
  reaches.set(points, reach);
  return reach;
}

function farAlong(points: Points, axis: 0 | 1): number {
  const sizes = new Float64Array(Math.floor(points.length / 2));
  for (let point = 0; point < sizes.length; point++) sizes[point] = Math.abs(points[2 * point + axis]!);
  sizes.sort();
  return sizes[Math.floor(0.995 * (sizes.length - 1))] ?? 0;
}

/** The reach that all frames share; or a frame's own where it would be a speck on the common scale. */
export function commonReach(whole: Reach, points: Points | null): Reach {
  const own = points ? reachOf([points]) : whole;
  return Math.max(whole.x, whole.y) > 3 * Math.max(own.x, own.y) ? own : whole;
}

/** The points on the canvas, in pixels, both axes at one scale; far ones are kept at the edge of the whole view. */
export function placed(points: Points, { width, height, reach, camera = wholeView }: View): Float64Array {
  const scale = Math.max(0, Math.min((width / 2 - border) / reach.x, (height / 2 - border) / reach.y));
  const pixels = new Float64Array(points.length);
  for (let at = 0; at < points.length; at++) {
    const [half, moved] = at % 2 === 0 ? [width / 2, camera.x] : [height / 2, camera.y];
    const offset = (at % 2 === 0 ? points[at]! : -points[at]!) * scale;
    const kept = Math.min(half - border / 2, Math.max(border / 2 - half, offset));
    pixels[at] = half + kept * camera.zoom + moved;
  }
  return pixels;
}

const mostZoom = 40;

/** The camera after zooming by `factor` with the place (x, y) of the canvas held still; never smaller than the whole view. */
export function zoomed(
  camera: Camera,
  factor: number,
  { x, y }: { x: number; y: number },
  { width, height }: { width: number; height: number },
): Camera {
  const zoom = Math.min(mostZoom, Math.max(1, camera.zoom * factor));
  const grown = zoom / camera.zoom;
  const moved = {
    x: x - width / 2 - (x - width / 2 - camera.x) * grown,
    y: y - height / 2 - (y - height / 2 - camera.y) * grown,
  };
  return panned({ zoom, ...moved }, 0, 0, { width, height });
}

/** The camera moved by pixels, as far as there is something to see. */
export function panned(
  { zoom, x, y }: Camera,
  dx: number,
  dy: number,
  { width, height }: { width: number; height: number },
): Camera {
  const most = { x: ((zoom - 1) * width) / 2, y: ((zoom - 1) * height) / 2 };
  const kept = (value: number, limit: number) => Math.min(limit, Math.max(-limit, value)) + 0;
  return { zoom, x: kept(x + dx, most.x), y: kept(y + dy, most.y) };
}

/** Points on their way from one frame to another, `share` from 0 to 1. */
export function between(from: Points, to: Points, share: number): Float64Array {
  if (from.length !== to.length) return Float64Array.from(to);
  const points = new Float64Array(to.length);
  for (let at = 0; at < to.length; at++) points[at] = from[at]! + (to[at]! - from[at]!) * share;
  return points;
}

/** Which points can be seen and pointed at. */
type IsShown = (point: number) => boolean;
const all: IsShown = () => true;

/** Number of the point nearest to a place, within `within` pixels; null when there is none. */
export function pointAt(
  pixels: Points,
  x: number,
  y: number,
  within: number,
  isShown: IsShown = all,
): number | null {
  let best: number | null = null;
  let nearest = within * within;
  for (let point = 0; 2 * point < pixels.length; point++) {
    const distance = (pixels[2 * point]! - x) ** 2 + (pixels[2 * point + 1]! - y) ** 2;
    if (distance > nearest || !isShown(point)) continue;
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
export function pointTowards(
  pixels: Points,
  from: number | null,
  key: string,
  isShown: IsShown = all,
): number | null {
  const direction = directions[key];
  if (!direction) return null;
  let best: number | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let point = 0; 2 * point < pixels.length; point++) {
    if (point === from || !isShown(point)) continue;
    if (from === null) return point;
    const dx = pixels[2 * point]! - pixels[2 * from]!;
    const dy = pixels[2 * point + 1]! - pixels[2 * from + 1]!;
    const along = dx * direction[0] + dy * direction[1];
    const aside = Math.abs(dx * direction[1] + dy * direction[0]);
    if (along <= 0 || aside > along) continue;
    const cost = along + aside;
    if (cost < lowest) [best, lowest] = [point, cost];
  }
  return best;
}
