import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Child } from './child';
import { drawPanels, type Panel } from './draw-panels';
import { loadWords, machineWords, ourVersions } from './machine';
import type { BenchOptions } from './options';
import { powerLaw } from './power-law';
import type { DataFile } from './protocol';
import { fitSeries, sweepSeries, type Series } from './scaling-series';
import { writeSection } from './section';

/** Measures our side while one size grows, prints a table with the laws it follows, and draws them. */
export async function measureScaling(
  start: (data: DataFile) => Promise<Child>,
  folder: string,
  options: BenchOptions,
): Promise<void> {
  const before = loadWords();
  const series: Series[] = [];
  for await (const one of allSeries(start, folder, options)) series.push(one);
  const conditions =
    `Machine: ${machineWords()}; ${ourVersions()}. Load average ${before} before, ${loadWords()} after. ` +
    `${options.quick ? 'QUICK, not to be quoted. ' : ''}Time of a fit of 100 epochs: what comes before the first step, ` +
    'and some epochs, scaled to 100.';
  const text = `${conditions}\n\n${tableOf(series)}`;
  console.log(text);
  if (!options.quick) writeFileSync(resolve('docs/performance-scaling.svg'), drawPanels(panelsOf(series)));
  if (options.markdown) writeSection(options.markdown, 'scaling', text);
}

async function* allSeries(
  start: (data: DataFile) => Promise<Child>,
  folder: string,
  { quick }: BenchOptions,
): AsyncGenerator<Series> {
  const counts = quick ? [300, 600] : [300, 600, 1200, 6000];
  const base = { count: 600, size: 12_288, out: 64 };
  for (const distance of ['contrastive', 'triplet'] as const) {
    const one = { start, folder, distance };
    for (const size of [784, 12_288]) {
      yield fitSeries(
        one,
        'n',
        `${distance}, d ${size}`,
        counts.map((count) => ({ ...base, size, count })),
      );
    }
    yield fitSeries(
      one,
      'd',
      distance,
      [784, 3072, 12_288].map((size) => ({ ...base, size })),
    );
    yield fitSeries(
      one,
      'out',
      distance,
      [16, 64, 256].map((out) => ({ ...base, out })),
    );
    yield sweepSeries(one, distance, quick ? [1, 15] : [1, 15, 75]);
  }
}

function tableOf(series: readonly Series[]): string {
  const rows = series.map(({ axis, label, points }) => {
    const { exponent } = powerLaw(points);
    const steps = powerLaw(points.map(({ x, stepsS }) => ({ x, y: stepsS })));
    const times = points.map(({ x, y, prepareS }) => `${x}: ${y.toFixed(2)} s (${prepareS.toFixed(2)})`);
    const law = `${axis}^${exponent.toFixed(2)}`;
    return `| ${axis} | ${label} | ${times.join(', ')} | ${law} | ${axis}^${steps.exponent.toFixed(2)} |`;
  });
  const heads = '| grows | fit | time (of it not steps) | law | law of the steps |';
  return [heads, '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

const titles = {
  n: ['examples', 'n'],
  d: ['inputs', 'd (n 600, out 64)'],
  out: ['outputs', 'out (600 × 12,288)'],
  configurations: ['configurations', 'triplet: margins; contrastive: β'],
} as const;

function panelsOf(series: readonly Series[]): Panel[] {
  return (['n', 'd', 'out', 'configurations'] as const).map((axis) => ({
    title: `Time by ${titles[axis][0]}`,
    xLabel: titles[axis][1],
    lines: series.filter((one) => one.axis === axis),
  }));
}
