import type { Child } from '../child';
import type { SweepQuestion, UnitQuestion } from '../protocol';
import type { Bench, Side } from './row';

/** The tutorial's 15 margins, 0.1 to 2. */
export const margins = Array.from({ length: 15 }, (_, index) => 0.1 + (index * 1.9) / 14);

export const workers = 2;

/** Copies that are trained side by side. */
const copies = 8;

/** Runs a sweep over the margins on two processes and adds its time; the processes are warm, and hold the pixels only. */
export async function runSweep(children: readonly Child[], bench: Bench, folds: number, side: Side) {
  const question: SweepQuestion = {
    task: 'prepare-sweep',
    distance: 'triplet',
    params: { learningRate: 0.05, epochs: bench.options.epochs },
    seed: side.ms.length,
    folds,
  };
  const units = unitsOf(folds);
  const peaks = new Map<Child, number>();
  const began = performance.now();
  await Promise.all(
    children.map(async (child) => {
      await child.ask(question);
      for (let unit = units.shift(); unit; unit = units.shift()) {
        const answer = await child.ask(unit);
        peaks.set(child, answer.peakMb);
        if (unit.variants.some(({ margin }) => margin === margins[0])) side.loss = answer.loss;
      }
    }),
  );
  side.ms.push(performance.now() - began);
  side.peakMb = [...peaks.values()].reduce((sum, mb) => sum + mb, 0);
}

/** A short fit in each process, so that its code is compiled. */
export async function warmSweep(children: readonly Child[]): Promise<void> {
  const params = { learningRate: 0.05, epochs: 3 };
  await Promise.all(
    children.map(async (child) => {
      await child.ask({ task: 'prepare-sweep', distance: 'triplet', params, seed: 0, folds: 0 });
      await child.ask(unitsOf(0)[0]!);
    }),
  );
}

function unitsOf(folds: number): UnitQuestion[] {
  return Array.from({ length: Math.max(1, folds) }, (_, fold) => fold).flatMap((fold) => {
    const units: UnitQuestion[] = [];
    for (let from = 0; from < margins.length; from += copies) {
      const variants = margins.slice(from, from + copies).map((margin) => ({ margin }));
      units.push({ task: 'unit', fold, variants });
    }
    return units;
  });
}
