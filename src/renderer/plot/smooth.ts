import type { ChartConfig, LineDataset } from '../charts/chart';
import { faded } from './look';

/**
 * Exponential moving average of `values`, debiased so that it begins at the first value (Kingma and Ba 2015, section 3).
 * `weight` from 0 (the values themselves) to below 1 is the share of the past.
 */
export function smoothed(values: readonly number[], weight: number): number[] {
  let average = 0;
  let share = 1;
  return values.map((value) => {
    average = weight * average + (1 - weight) * value;
    share *= weight;
    return average / (1 - share);
  });
}

/** The chart with every line smoothed and the measured one faint behind it; itself for a weight of 0. */
export function withSmoothing(config: ChartConfig, weight: number): ChartConfig {
  if (weight <= 0) return config;
  const datasets = config.data.datasets.flatMap((dataset): LineDataset[] => {
    const average = smoothed(
      dataset.data.map(({ y }) => y ?? 0),
      weight,
    );
    const colour = faded(String(dataset.borderColor), 0.3);
    return [
      { ...dataset, data: dataset.data.map(({ x }, at) => ({ x, y: average[at] ?? 0 })) },
      {
        ...dataset,
        isRaw: true,
        borderColor: colour,
        borderWidth: 1,
        borderDash: [],
        pointHoverRadius: 0,
        order: 1,
      },
    ];
  });
  return { ...config, data: { ...config.data, datasets } };
}
