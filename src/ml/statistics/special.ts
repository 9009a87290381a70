/** Regularised incomplete beta function I_x(a, b) for a, b > 0; `y` is 1 − x, given where the caller knows it better. */
export function incompleteBeta(a: number, b: number, x: number, y: number = 1 - x): number {
  if (x <= 0) return 0;
  if (y <= 0) return 1;
  // The continued fraction converges quickly below the mean a / (a + b); beyond it, the mirrored one does.
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(b, a, y, x);
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log(y));
  return front / a / betaFraction(a, b, x);
}

/** Regularised upper incomplete gamma function Q(a, x) for a > 0, x ≥ 0. */
export function upperGamma(a: number, x: number): number {
  if (x <= 0) return 1;
  const front = Math.exp(a * Math.log(x) - x - logGamma(a));
  if (x < a + 1) return 1 - front * lowerSeries(a, x);
  return front / gammaFraction(a, x);
}

/** Natural logarithm of Γ(x) for x > 0, by Stirling's series after raising the argument to 15 or more. */
export function logGamma(x: number): number {
  let product = 1;
  let z = x;
  while (z < 15) product *= z++;
  const inverse = 1 / (z * z);
  const series = 1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)));
  return (z - 0.5) * Math.log(z) - z + 0.5 * Math.log(2 * Math.PI) + series / z - Math.log(product);
}

/** DLMF 8.17.22 for I_x(a, b), without its factor. */
function betaFraction(a: number, b: number, x: number): number {
  return continuedFraction(1, (step) => {
    const m = step >> 1;
    const numerator =
      step % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    return [numerator, 1];
  });
}

/** DLMF 8.9.2 for Γ(a, x) in its even form, without its factor. */
function gammaFraction(a: number, x: number): number {
  return continuedFraction(x + 1 - a, (step) => [-step * (step - a), x + 2 * step + 1 - a]);
}

/** Σ xⁿ / (a (a + 1) … (a + n)): the lower incomplete gamma function, without its factor. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum;
}

/** b₀ + a₁/(b₁ + a₂/(b₂ + …)) by Lentz's method (Thompson and Barnett 1986); `term` gives [aₙ, bₙ], n from 1. */
function continuedFraction(first: number, term: (step: number) => [number, number]): number {
  const tiny = 1e-300;
  let value = first || tiny;
  let c = value;
  let d = 0;
  for (let step = 1; step <= 10_000; step++) {
    const [numerator, denominator] = term(step);
    d = 1 / (denominator + numerator * d || tiny);
    c = denominator + numerator / c || tiny;
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}
