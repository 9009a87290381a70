import { defineRow, type Row } from './row';

/** Where a step of the large contrastive fit spends its time. */
export const breakdownContrastive = breakdownRow('contrastive', 0.002);

/** Where a step of the large triplet fit spends its time. */
export const breakdownTriplet = breakdownRow('triplet', 0.05);

function breakdownRow(distance: string, learningRate: number): Row {
  return defineRow({
    name: `step-${distance}`,
    toReach: null,
    async measure(bench) {
      const child = await bench.ours(bench.large);
      try {
        const params = { learningRate, epochs: Math.min(30, bench.options.epochs) };
        const {
          ms,
          peakMb,
          parts = [],
          path,
        } = await child.ask({ task: 'breakdown', distance, params, seed: 1 });
        return {
          ours: { ms: [ms], firstAddsMs: null, peakMb },
          peer: null,
          what: `one step of the ${distance} fit, ${bench.large.train} × ${bench.large.size}, path ${path}`,
          notes: [parts.map((part) => `${part.name} ${part.ms.toFixed(2)} ms`).join(', ')],
        };
      } finally {
        await child.stop();
      }
    },
  });
}
