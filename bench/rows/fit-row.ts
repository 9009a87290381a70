import type { Child } from '../child';
import { median } from '../median';
import type { FitQuestion } from '../protocol';
import { defineRow, type Bench, type Row, type RowResult, type Side } from './row';

export type FitRow = {
  name: string;
  toReach: number | null;
  distance: 'contrastive' | 'triplet';
  data: 'large' | 'small';
  learningRate: number;
  script?: string;
  style?: 'jitted' | 'as-printed';
  peer: string;
};

/** One fit against one fit of a peer, in turns, both warm; what the first run adds stands beside it. */
export function fitRow(spec: FitRow): Row {
  return defineRow({
    name: spec.name,
    toReach: spec.toReach,
    async measure(bench) {
      const data = bench[spec.data];
      const { epochs, rounds } = bench.options;
      const question = (stopAfter: number, seed: number): FitQuestion => ({
        task: 'fit',
        distance: spec.distance,
        params: { learningRate: spec.learningRate, epochs },
        seed,
        stopAfter,
        style: spec.style ?? 'jitted',
      });
      const ours = await bench.ours(data);
      const peer = await bench.peer(spec.script ?? 'jax_fit.py', data);
      try {
        const sides = [await warmUp(ours, question), await warmUp(peer, question)] as const;
        for (let round = 0; round < rounds; round++) {
          await timed(ours, question(epochs, round), sides[0]);
          await timed(peer, question(epochs, round), sides[1]);
        }
        return resultOf(spec, bench, sides);
      } finally {
        await Promise.all([ours.stop(), peer.stop()]);
      }
    },
  });
}

/** Fits of one epoch: the first also compiles, so that the difference is what compiling adds. */
async function warmUp(child: Child, question: (epochs: number, seed: number) => FitQuestion): Promise<Side> {
  const first = await child.ask(question(1, 0));
  const second = await child.ask(question(1, 0));
  return { ms: [], firstAddsMs: Math.max(0, first.ms - second.ms), peakMb: 0 };
}

async function timed(child: Child, question: FitQuestion, side: Side): Promise<void> {
  const answer = await child.ask(question);
  side.ms.push(answer.ms);
  side.peakMb = answer.peakMb;
  side.loss = answer.loss;
  side.prepareMs = answer.prepareMs;
}

function resultOf(spec: FitRow, bench: Bench, [ours, peer]: readonly [Side, Side]): RowResult {
  const data = bench[spec.data];
  const { epochs } = bench.options;
  return {
    ours,
    peer,
    what:
      `${spec.distance} fit, ${data.train} × ${data.size}, ${data.classes} classes, batch 50, ${epochs} epochs, ` +
      `rate ${spec.learningRate}; ours: weights, K and training on one thread; peer: ${spec.peer}`,
    notes: [
      `ours before the first step ${Math.round(ours.prepareMs ?? 0)} ms`,
      ...lossNotes(ours.loss, peer.loss),
    ],
  };
}

/** The two sides draw other weights and batches, so their losses agree roughly, or somebody trains something else. */
export function lossNotes(ours: number | undefined, peer: number | undefined): string[] {
  const a = ours ?? NaN;
  const b = peer ?? NaN;
  const apart = Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1e-12);
  const words = `mean loss ${a.toPrecision(3)} and ${b.toPrecision(3)}`;
  return [apart <= 0.15 ? words : `NOT THE SAME WORK? ${words}`];
}

/** Median of the rounds' own ratios, which noise that lasts longer than a round leaves alone. */
export function ratioOf({ ours, peer }: RowResult): number | null {
  if (!peer) return null;
  return median(ours.ms.map((ms, round) => (peer.ms[round] ?? median(peer.ms)) / ms));
}
