export type Point = { x: number; y: number };

/** y = factor · x^exponent, by least squares on the logarithms. */
export function powerLaw(points: readonly Point[]): { factor: number; exponent: number } {
  const logs = points.map(({ x, y }) => ({ x: Math.log(x), y: Math.log(y) }));
  const mean = (of: (log: Point) => number) => logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [x, y] = [mean((log) => log.x), mean((log) => log.y)];
  const spread = mean((log) => (log.x - x) ** 2);
  const exponent = mean((log) => (log.x - x) * (log.y - y)) / spread;
  return { factor: Math.exp(y - exponent * x), exponent };
}
