import type { Chart } from 'chart.js';
import type { LineDataset } from '../charts/chart';
import type { Range } from './zoom';

type LineChart = Chart<'line'>;

/** What a chart is pointed at with: the x that is looked at (also when another chart is hovered), and what to tell. */
export type Pointer = {
  x: number | null;
  onHover: (x: number | null) => void;
  onZoom: (range: Range | null) => void;
};

/** Pixels within which a line's end still counts as hit. */
const reach = 12;

/** Marks the points at x in every line and tells them in the tooltip; gives where x lies in pixels, or null outside. */
export function pointAt(chart: LineChart, x: number | null): number | null {
  const scale = chart.scales['x'];
  const inside = x !== null && scale !== undefined && x >= scale.min && x <= scale.max;
  const found = inside
    ? hitsAt(chart, x, Math.abs(scale.max - scale.min) * (reach / Math.max(1, scale.width)))
    : [];
  chart.setActiveElements(found);
  chart.tooltip?.setActiveElements(found, { x: 0, y: 0 });
  chart.render();
  return inside ? scale.getPixelForValue(x) : null;
}

/** The x under a pixel of the canvas, kept within the plot. */
export function xAt(chart: LineChart, pixel: number): number {
  const { left, right } = chart.chartArea;
  return chart.scales['x']?.getValueForPixel(Math.min(right, Math.max(left, pixel))) ?? 0;
}

function hitsAt(chart: LineChart, x: number, tolerance: number): { datasetIndex: number; index: number }[] {
  return chart.data.datasets.flatMap((dataset, datasetIndex) => {
    if ((dataset as LineDataset).isRaw) return [];
    const index = nearestByX(dataset.data as { x: number }[], x, tolerance);
    return index === null ? [] : [{ datasetIndex, index }];
  });
}

/** Place of the point nearest to x among points sorted by x; null when x lies beyond their ends. */
export function nearestByX(points: readonly { x: number }[], x: number, tolerance: number): number | null {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last || x < first.x - tolerance || x > last.x + tolerance) return null;
  let [low, high] = [0, points.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.x ?? 0) < x) low = middle + 1;
    else high = middle;
  }
  const before = points[low - 1];
  return before && x - before.x <= (points[low]?.x ?? 0) - x ? low - 1 : low;
}
