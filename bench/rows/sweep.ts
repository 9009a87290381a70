import type { FitQuestion } from '../protocol';
import { lossNotes } from './fit-row';
import { defineRow, type Bench, type Row, type RowResult, type Side } from './row';
import { margins, runSweep, warmSweep, workers } from './run-sweep';

/** The tutorial's sweep, which takes its code as printed. */
export const sweep = sweepRow('sweep', 'as-printed', 25);

/** The same against the faster way to run the tutorial's code. */
export const sweepJitted = sweepRow('sweep-jitted', 'jitted', null);

function sweepRow(name: string, style: 'jitted' | 'as-printed', toReach: number | null): Row {
  return defineRow({ name, toReach, measure: (bench) => measure(bench, style) });
}

async function measure(bench: Bench, style: 'jitted' | 'as-printed'): Promise<RowResult> {
  const { epochs, full } = bench.options;
  const children = await Promise.all(Array.from({ length: workers }, () => bench.ours(bench.large)));
  const peerChild = await bench.peer('jax_fit.py', bench.large);
  const ours: Side = { ms: [], firstAddsMs: null, peakMb: 0 };
  const peer: Side = { ms: [], firstAddsMs: null, peakMb: 0 };
  const fitted = full ? margins : margins.slice(0, 1);
  try {
    await warmSweep(children);
    await peerChild.ask(question(0.7, 1, style));
    await runSweep(children, bench, 0, ours);
    let ms = 0;
    for (const margin of fitted) {
      const answer = await peerChild.ask(question(margin, epochs, style));
      ms += answer.ms;
      peer.peakMb = answer.peakMb;
      if (margin === margins[0]) peer.loss = answer.loss;
    }
    peer.ms.push((ms * margins.length) / fitted.length);
    await runSweep(children, bench, 0, ours);
  } finally {
    await Promise.all([...children, peerChild].map((child) => child.stop()));
  }
  const measured = full ? 'all 15 run' : 'one fit run, times 15';
  return {
    ours,
    peer,
    what:
      `15 triplet margins (0.1 to 2), 600 × ${bench.large.size}, ${epochs} epochs; ours: ${workers} processes, K made in each, ` +
      `150 held-out images scored for every k; peer: JAX ${style}, ${measured}, nothing scored`,
    notes: lossNotes(ours.loss, peer.loss),
  };
}

function question(margin: number, epochs: number, style: 'jitted' | 'as-printed'): FitQuestion {
  return { task: 'fit', distance: 'triplet', params: { margin, learningRate: 0.05, epochs }, seed: 1, style };
}
