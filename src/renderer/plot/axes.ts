import type { ChartOptions } from 'chart.js';
import { short } from '../text/numbers';
import type { Look } from './look';

export type Axis = {
  title: string;
  min?: number;
  max?: number;
  /** Reaches at least to here. */
  suggestedMax?: number;
  /** Leaves out ticks at the ends where those are no round numbers. */
  roundTicks?: boolean;
  log?: boolean;
  /** Writes a tick; a short number when absent. */
  write?: (value: number) => string;
};

type ScaleOptions = NonNullable<NonNullable<ChartOptions<'line'>['scales']>[string]>;
type TooltipOptions = NonNullable<NonNullable<ChartOptions<'line'>['plugins']>['tooltip']>;

/** A Chart.js scale: quiet ticks, lines only across, a title that names the unit. */
export function axisOf(axis: Axis, look: Look, across: boolean): ScaleOptions {
  const font = { family: look.font, size: 11 };
  return {
    type: axis.log ? 'logarithmic' : 'linear',
    ...(axis.min === undefined ? {} : { min: axis.min }),
    ...(axis.max === undefined ? {} : { max: axis.max }),
    ...(axis.suggestedMax === undefined ? {} : { suggestedMax: axis.suggestedMax }),
    border: { display: !across, color: look.line },
    grid: { display: across, color: look.line, drawTicks: false },
    ticks: {
      color: look.inkFaint,
      font,
      padding: 6,
      maxTicksLimit: across ? 6 : 9,
      maxRotation: 0,
      ...(axis.roundTicks ? { includeBounds: false } : {}),
      callback: (value) => (axis.write ?? tick)(Number(value)),
    },
    title: { display: true, text: axis.title, color: look.inkFaint, font, padding: across ? 2 : 4 },
  };
}

/** Ticks without trailing zeros: 0.25, 40, 1.5e-5. */
const tick = (value: number): string =>
  value === 0 ? '0' : Math.abs(value) < 1e-3 ? value.toExponential(0) : String(Number(value.toPrecision(4)));

/** A tooltip that lists every line at one x. */
export function tooltipOf(xTitle: string, write: (value: number) => string, look: Look): TooltipOptions {
  const font = { family: look.font, size: 12 };
  return {
    backgroundColor: look.surface,
    borderColor: look.line,
    borderWidth: 1,
    titleColor: look.inkFaint,
    bodyColor: look.ink,
    titleFont: { ...font, weight: 'normal' },
    bodyFont: font,
    padding: 10,
    cornerRadius: 6,
    boxWidth: 8,
    boxHeight: 8,
    boxPadding: 6,
    usePointStyle: true,
    caretSize: 0,
    caretPadding: 12,
    callbacks: {
      title: (items) => `${xTitle} ${short(Number(items[0]?.parsed.x ?? 0)).replace(/\.0+$/, '')}`,
      label: (item) => ` ${item.dataset.label ?? ''}  ${write(Number(item.parsed.y))}`,
    },
  };
}
