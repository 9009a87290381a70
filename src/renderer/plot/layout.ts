/** Where a drawn chart's plot stands, in pixels of its frame, and what its x axis shows. */
export type ChartLayout = {
  left: number;
  right: number;
  top: number;
  bottom: number;
  min: number;
  max: number;
  log: boolean;
};

/** Pixels from the frame's left edge to a value of the x axis, kept inside the plot. */
export function pixelOf({ left, right, min, max, log }: ChartLayout, value: number): number {
  const along = log ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  return left + Math.min(1, Math.max(0, along)) * (right - left);
}

/** The value of the x axis at so many pixels from the frame's left edge. */
export function valueAt({ left, right, min, max, log }: ChartLayout, pixel: number): number {
  const along = Math.min(1, Math.max(0, (pixel - left) / (right - left)));
  return log ? min * (max / min) ** along : min + along * (max - min);
}

/** The place of the value that is drawn nearest to `value`. */
export function nearestPlace(
  layout: Pick<ChartLayout, 'log'>,
  values: readonly number[],
  value: number,
): number {
  const at = (x: number) => (layout.log ? Math.log(x) : x);
  return values.reduce(
    (best, other, place) =>
      Math.abs(at(other) - at(value)) < Math.abs(at(values[best] ?? Infinity) - at(value)) ? place : best,
    0,
  );
}
