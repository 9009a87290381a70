/** Token of a class's colour; there are twelve. */
export const classColour = (label: number): string => `class-${(label % 12) + 1}`;

/** The shape of a class around the origin, as an SVG path: twelve classes share one before the next begins. */
export function classPath(label: number, radius: number): string {
  return shapes[Math.floor(label / 12) % shapes.length]!(radius);
}

const shapes: readonly ((radius: number) => string)[] = [
  (r) => `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`,
  (r) => `M${-r} ${-r}h${2 * r}v${2 * r}h${-2 * r}Z`,
  (r) => `M0 ${-1.25 * r}L${1.25 * r} ${r}H${-1.25 * r}Z`,
  (r) => `M0 ${-1.4 * r}L${1.4 * r} 0L0 ${1.4 * r}L${-1.4 * r} 0Z`,
];
