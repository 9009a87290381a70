import type { RunTest } from '@shared/compare';

/** Below this, a difference is called one. */
export const significance = 0.05;

/** Is the run better or worse than the baseline, or can the two not be told apart? After Holm, at 5 %. */
export function verdictOf({ adjustedPValue, fixed, broken }: RunTest): 'better' | 'worse' | 'alike' {
  if (adjustedPValue > significance) return 'alike';
  return fixed > broken ? 'better' : 'worse';
}

/** A test in plain words; `tests` is how many there are, of which each pays its share (Holm). */
export function testWords(test: RunTest, baseline: string, tests: number): string {
  const { id, fixed, broken, adjustedPValue } = test;
  const differ = fixed + broken;
  if (differ === 0)
    return `${id} is not distinguishable from ${baseline}: they are wrong on the same images.`;
  const images = `${differ} ${differ === 1 ? 'image' : 'images'} where they differ`;
  const p = `${pText(adjustedPValue)}${tests > 1 ? ` (Holm, ${tests} tests)` : ''}`;
  const verdict = verdictOf(test);
  if (verdict === 'better') return `${id} is better than ${baseline} on ${fixed} of ${images}, ${p}.`;
  if (verdict === 'worse') return `${id} is worse than ${baseline} on ${broken} of ${images}, ${p}.`;
  return `${id} is not distinguishable from ${baseline}: better on ${fixed} of ${images}, ${p}.`;
}

/** A p-value at two significant digits: "p = 0.035", "p < 0.0001". */
export function pText(p: number): string {
  return p < 1e-4 ? 'p < 0.0001' : `p = ${Number(p.toPrecision(2))}`;
}
