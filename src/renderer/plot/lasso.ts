import type { Points } from './scatter';

/** Numbers of the points inside a closed line [x₀, y₀, …] around them (even-odd rule); none for a line of fewer than three corners. */
export function insideLasso(
  line: Points,
  pixels: Points,
  isShown: (point: number) => boolean = () => true,
): number[] {
  if (line.length < 6) return [];
  const inside: number[] = [];
  for (let point = 0; 2 * point < pixels.length; point++) {
    if (isShown(point) && surrounds(line, pixels[2 * point]!, pixels[2 * point + 1]!)) inside.push(point);
  }
  return inside;
}

function surrounds(line: Points, x: number, y: number): boolean {
  const corners = line.length / 2;
  let inside = false;
  for (let at = 0, before = corners - 1; at < corners; before = at++) {
    const [ax, ay, bx, by] = [line[2 * at]!, line[2 * at + 1]!, line[2 * before]!, line[2 * before + 1]!];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
