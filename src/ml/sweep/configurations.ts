import type { RunConfig } from '@shared/run';
import type { SweepAxis, SweepConfig } from '@shared/sweep';

/** A value for each axis. */
export type AxisValues = Readonly<Record<string, number>>;

/** Every combination of the axes' values, the last axis fastest; one without values when there is no axis. */
export function combinationsOf(axes: readonly SweepAxis[]): AxisValues[] {
  return axes.reduce<AxisValues[]>(
    (made, { name, values }) => made.flatMap((kept) => values.map((value) => ({ ...kept, [name]: value }))),
    [{}],
  );
}

/** The run that a configuration stands for. */
export function runConfigOf({ base }: SweepConfig, { k = base.k, ...params }: AxisValues): RunConfig {
  return { ...base, k, params: { ...base.params, ...params } };
}

/** What makes a configuration the simpler one, most telling first: fewer weights, smoother votes, less training … */
const simplerWhen: readonly { name: string; is: 'smaller' | 'larger' }[] = [
  { name: 'k', is: 'larger' },
  { name: 'embeddingSize', is: 'smaller' },
  { name: 'hiddenSize', is: 'smaller' },
  { name: 'weightDecay', is: 'larger' },
  { name: 'epochs', is: 'smaller' },
  { name: 'margin', is: 'smaller' },
  { name: 'positiveMargin', is: 'smaller' },
  { name: 'negativeMargin', is: 'smaller' },
  { name: 'negativeWeight', is: 'smaller' },
];

/**
 * Orders configurations of one sweep, the simpler first (negative when `a` is): larger k, then smaller embedding, smaller
 * hidden layer, more weight decay, fewer epochs, smaller margins and weight. 0 when they differ in nothing of these.
 */
export function compareSimplicity(a: AxisValues, b: AxisValues): number {
  for (const { name, is } of simplerWhen) {
    const difference = (a[name] ?? 0) - (b[name] ?? 0);
    if (difference !== 0) return is === 'smaller' ? difference : -difference;
  }
  return 0;
}
