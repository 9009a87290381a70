import type { ChartConfiguration, Point } from 'chart.js';
import type { LineDataset } from '../charts/chart';
import { short } from '../text/numbers';
import { axisOf, tooltipOf, type Axis } from './axes';
import { faded, type Look } from './look';
import { annotationsOf, markRoomPx, type Mark } from './marks';

/** One line: x and y of each point; a null y is a gap that the line bridges. */
export type Series = {
  label: string;
  /** Its name in exported pictures, where the label says too little there. */
  longLabel?: string;
  /** Token of its colour. */
  colour: string;
  points: readonly { x: number; y: number | null }[];
  dash?: readonly number[];
  /** Fills down to zero, as a histogram's outline does. */
  filled?: boolean;
  stepped?: boolean;
  dots?: boolean;
};

export type LinePlot = {
  series: readonly Series[];
  x: Axis;
  y: Axis;
  marks?: readonly Mark[];
  /** Writes a y value in the tooltip; a short number when absent. */
  write?: (value: number) => string;
};

/** Lines over a common x axis, as a Chart.js config. */
export function linePlot(plot: LinePlot, look: Look): ChartConfiguration<'line', Point[]> {
  return {
    type: 'line',
    data: { datasets: plot.series.map((series) => datasetOf(series, look)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      parsing: false,
      normalized: true,
      interaction: { mode: 'index', intersect: false, axis: 'x' },
      layout: { padding: { top: plot.marks ? markRoomPx : 14, right: 10 } },
      scales: { x: axisOf(plot.x, look, false), y: axisOf(plot.y, look, true) },
      plugins: {
        legend: { display: false },
        decimation: { enabled: true, algorithm: 'min-max', threshold: 2000 },
        tooltip: tooltipOf(plot.x.title, plot.write ?? short, look),
        // Words of marks stand above the plot.
        annotation: { clip: false, annotations: annotationsOf(plot.marks ?? [], look) },
      },
    },
  };
}

function datasetOf(series: Series, look: Look): LineDataset {
  const colour = look.colour(series.colour);
  const points = series.points.filter(
    (point): point is { x: number; y: number } => point.y !== null && Number.isFinite(point.y),
  );
  // Where only some of many places were measured, the line between them was not.
  const isSparse = points.length <= 40 && points.length < series.points.length;
  const dots = series.dots || points.length === 1 || isSparse;
  return {
    label: series.label,
    ...(series.longLabel === undefined ? {} : { longLabel: series.longLabel }),
    data: points,
    borderColor: colour,
    backgroundColor: series.filled ? faded(colour, 0.16) : colour,
    borderWidth: 1.75,
    borderDash: [...(series.dash ?? [])],
    borderJoinStyle: 'round',
    pointRadius: dots ? 3 : 0,
    pointHoverRadius: 4,
    pointBackgroundColor: colour,
    pointBorderWidth: 0,
    clip: 6,
    stepped: series.stepped ? 'after' : false,
    fill: series.filled ? 'origin' : false,
  };
}
