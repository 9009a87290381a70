import { buildOurs } from './build-ours';
import { startChild } from './child';
import { writeSynthetic } from './synthetic';
export async function main() {
  const program = await buildOurs();
  const child = await startChild(process.execPath, [program], writeSynthetic('/tmp/try', 750, 600, 64, 3));
  for (const [distance, axis, learningRate] of [
    ['triplet', 'margin', 0.05],
    ['contrastive', 'negativeMargin', 0.002],
  ] as const) {
    await child.ask({
      task: 'prepare-sweep',
      distance,
      params: { learningRate, epochs: 10 },
      seed: 0,
      folds: 0,
    });
    for (let round = 0; round < 3; round++)
      for (const n of [1, 2, 3, 4, 5, 8, 15]) {
        const a = await child.ask({
          task: 'unit',
          fold: 0,
          variants: Array.from({ length: n }, (_, i) => ({ [axis]: 0.1 + (1.9 * i) / 15 })),
        });
        if (round)
          console.log(
            distance,
            n,
            ((a.ms - a.prepareMs!) / 120 / n).toFixed(3),
            'ms/step/config; other',
            a.prepareMs!.toFixed(0),
          );
      }
  }
  await child.stop();
  return 0;
}
