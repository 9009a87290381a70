/**
 * How much of a point belongs to a figure, 0 to 1: `u`, `v` are its coordinates in the figure, which lies within
 * about −1 to 1; `soft` is the width of a pixel there, over which edges are smoothed. Only + − × ÷ and square roots
 * are used, which give the same bits on every machine.
 */
export type Motif = (u: number, v: number, soft: number) => number;

const disc: Motif = (u, v, soft) => edge(1 - length(u, v), soft);

const rings: Motif = (u, v, soft) => {
  const radius = length(u, v);
  return Math.min(
    edge(1 - radius, soft),
    edge(0.14 - Math.abs(fraction(radius * 2.5) - 0.5) / 2.5 + 0.02, soft),
  );
};

const stripes: Motif = (u, v, soft) => Math.min(disc(u, v, soft), wave(u * 2.2, soft * 2.2));

const checks: Motif = (u, v, soft) => {
  const inside = edge(0.86 - Math.max(Math.abs(u), Math.abs(v)), soft);
  const a = wave(u * 1.75, soft * 1.75);
  const b = wave(v * 1.75, soft * 1.75);
  return Math.min(inside, a * b + (1 - a) * (1 - b));
};

const dots: Motif = (u, v, soft) => {
  const inside = edge(1 - Math.max(Math.abs(u), Math.abs(v)), soft);
  const du = (fraction(u * 1.5 + 0.5) - 0.5) / 1.5;
  const dv = (fraction(v * 1.5 + 0.5) - 0.5) / 1.5;
  return Math.min(inside, edge(0.22 - length(du, dv), soft));
};

const cross: Motif = (u, v, soft) => {
  const [a, b] = [Math.abs(u), Math.abs(v)];
  return edge(Math.min(0.3 - Math.min(a, b), 1 - Math.max(a, b)), soft);
};

const frame: Motif = (u, v, soft) => edge(0.17 - Math.abs(Math.max(Math.abs(u), Math.abs(v)) - 0.7), soft);

const triangle: Motif = (u, v, soft) => edge(Math.min(v + 0.62, (1.24 - Math.abs(u) * 1.732 - v) / 2), soft);

const moon: Motif = (u, v, soft) => Math.min(disc(u, v, soft), edge(length(u - 0.5, v) - 0.78, soft));

const diamond: Motif = (u, v, soft) => edge((1.1 - Math.abs(u) * 1.5 - Math.abs(v)) / 1.6, soft);

const star: Motif = (u, v, soft) => {
  const [a, b] = [Math.abs(u), Math.abs(v)];
  const arms = 0.26 - a * b * 1.9 - Math.max(0, Math.max(a, b) - 1);
  return edge(Math.min(arms, 1.05 - Math.max(a, b)), soft);
};

const bars: Motif = (u, v, soft) => {
  const inside = edge(0.85 - Math.max(Math.abs(u), Math.abs(v)), soft);
  return Math.min(inside, edge(0.17 - Math.abs(fraction(v * 1.5 + 0.5) - 0.5) / 1.5, soft));
};

export const motifs = {
  disc,
  rings,
  stripes,
  checks,
  dots,
  cross,
  frame,
  triangle,
  moon,
  diamond,
  star,
  bars,
};

function length(u: number, v: number): number {
  return Math.sqrt(u * u + v * v);
}

function fraction(x: number): number {
  return x - Math.floor(x);
}

/** 1 well inside (`distance` above 0), 0 outside, smooth over the width of a pixel. */
function edge(distance: number, soft: number): number {
  return Math.min(1, Math.max(0, distance / soft + 0.5));
}

/** A square wave of period 1 with smooth edges. */
function wave(x: number, soft: number): number {
  return edge(0.25 - Math.abs(fraction(x) - 0.5), soft);
}
