import type { Child } from './child';
import type { Point } from './power-law';
import type { DataFile } from './protocol';
import { writeSynthetic } from './synthetic';

/** y: seconds in all, of which `prepareS` come before the first step. */
export type ScalingPoint = Point & { prepareS: number; stepsS: number };
export type Series = { axis: 'n' | 'd' | 'out' | 'configurations'; label: string; points: ScalingPoint[] };

type Source = {
  start: (data: DataFile) => Promise<Child>;
  folder: string;
  distance: 'contrastive' | 'triplet';
};
type Size = { count: number; size: number; out: number };

/** One fit at each size, in a process of its own. */
export async function fitSeries(
  source: Source,
  axis: 'n' | 'd' | 'out',
  label: string,
  sizes: readonly Size[],
): Promise<Series> {
  const points: ScalingPoint[] = [];
  for (const size of sizes) {
    console.error(`${label}: ${size.count} × ${size.size} → ${size.out} …`);
    const x = { n: size.count, d: size.size, out: size.out }[axis];
    points.push({ x, ...(await fitAt(source, size)) });
  }
  return { axis, label, points };
}

const epochsInAll = 100;

async function fitAt({ start, folder, distance }: Source, { count, size, out }: Size) {
  const [side, channels] = shapes[size]!;
  const child = await start(writeSynthetic(folder, count, count, side, channels));
  const epochs = count > 2000 ? 4 : 20;
  const params = { learningRate: ratesFor(distance, size), embeddingSize: out, epochs: epochsInAll };
  const answers = [];
  try {
    await child.ask({ task: 'fit', distance, params, seed: 0, stopAfter: 2 });
    for (let round = 0; round < (count > 2000 ? 1 : 3); round++) {
      answers.push(await child.ask({ task: 'fit', distance, params, seed: 0, stopAfter: epochs }));
    }
  } finally {
    await child.stop();
  }
  // The fastest of a few: noise of a shared machine only ever adds.
  const prepareS = Math.min(...answers.map((answer) => answer.prepareMs!)) / 1000;
  const trainedS = Math.min(...answers.map((answer) => answer.ms - answer.prepareMs!)) / 1000;
  const stepsS = (trainedS * epochsInAll) / epochs;
  return { prepareS, stepsS, y: prepareS + stepsS };
}

/** Configurations that differ in a margin, side by side in stacks of up to eight, in one process. */
export async function sweepSeries(
  { start, folder, distance }: Source,
  label: string,
  counts: readonly number[],
): Promise<Series> {
  const child = await start(writeSynthetic(folder, 750, 600, 64, 3));
  const axis = distance === 'triplet' ? 'margin' : 'negativeMargin';
  const epochs = 10;
  const params = { learningRate: ratesFor(distance, 12_288), epochs };
  const points: ScalingPoint[] = [];
  try {
    for (const count of counts) {
      console.error(`${label}: ${count} configurations …`);
      const { ms } = await child.ask({ task: 'prepare-sweep', distance, params, seed: 0, folds: 0 });
      let [preparedMs, stepsMs] = [ms, 0];
      for (let from = 0; from < count; from += stack) {
        const length = Math.min(stack, count - from);
        const variants = Array.from({ length }, (_, at) => ({ [axis]: 0.1 + (1.9 * (from + at)) / 75 }));
        const answer = await child.ask({ task: 'unit', fold: 0, variants });
        preparedMs += answer.prepareMs!;
        stepsMs += answer.ms - answer.prepareMs!;
      }
      const stepsS = (stepsMs * epochsInAll) / epochs / 1000;
      const prepareS = preparedMs / 1000;
      points.push({ x: count, prepareS, stepsS, y: prepareS + stepsS });
    }
  } finally {
    await child.stop();
  }
  return { axis: 'configurations', label, points };
}

const stack = 8;

/** Side and channels of a square image with so many numbers. */
const shapes: Record<number, readonly [number, number]> = { 784: [28, 1], 3072: [32, 3], 12_288: [64, 3] };

function ratesFor(distance: Source['distance'], size: number): number {
  if (distance === 'triplet') return 0.05;
  return size > 1000 ? 0.002 : 0.02;
}
