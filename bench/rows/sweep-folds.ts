import { defineRow, type Side } from './row';
import { margins, runSweep, warmSweep, workers } from './run-sweep';

/** Cross-validating every margin, against three fits of the tutorial's code: less time than those is a ratio above 1. */
export const sweepFolds = defineRow({
  name: 'sweep-5-folds',
  toReach: 1,
  async measure(bench) {
    const { epochs } = bench.options;
    const children = await Promise.all(Array.from({ length: workers }, () => bench.ours(bench.large)));
    const peerChild = await bench.peer('jax_fit.py', bench.large);
    const ours: Side = { ms: [], firstAddsMs: null, peakMb: 0 };
    const peer: Side = { ms: [0], firstAddsMs: null, peakMb: 0 };
    const fit = (count: number, seed: number) =>
      peerChild.ask({
        task: 'fit',
        distance: 'triplet',
        params: { learningRate: 0.05, epochs: count },
        seed,
        style: 'jitted',
      });
    try {
      await warmSweep(children);
      await fit(1, 0);
      await runSweep(children, bench, 5, ours);
      for (let seed = 0; seed < 3; seed++) {
        const answer = await fit(epochs, seed);
        peer.ms[0]! += answer.ms;
        peer.peakMb = answer.peakMb;
      }
    } finally {
      await Promise.all([...children, peerChild].map((child) => child.stop()));
    }
    return {
      ours,
      peer,
      what:
        `${margins.length} margins × 5 folds = 75 triplet fits of 480 × ${bench.large.size}, ${epochs} epochs, ${workers} processes, ` +
        'every fold scored for every k; peer: three JAX fits of 600, jitted',
      notes: [`ours ${(ours.ms[0]! / 75 / 1000).toFixed(2)} s a fit`],
    };
  },
});
