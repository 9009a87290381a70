import type { Pointer } from '../plot/pointing';
import type { Range } from '../plot/zoom';

/** How the charts of a page are looked at: smoothing, logarithmic axes, zoom and hover, which charts of one x axis share. */
export class ChartView {
  /** Share of the past in the moving average; 0 for none. */
  smoothing = $state(0);
  #logs = $state.raw<Readonly<Record<string, boolean>>>({});
  #zooms = $state.raw<Readonly<Record<string, Range | null>>>({});
  #hover = $state.raw<{ axis: string; x: number } | null>(null);

  isLog(chart: string): boolean {
    return this.#logs[chart] ?? false;
  }

  setLog(chart: string, log: boolean): void {
    this.#logs = { ...this.#logs, [chart]: log };
  }

  /** Makes the axes of these charts logarithmic, and of no other. */
  setLogs(charts: readonly string[]): void {
    this.#logs = Object.fromEntries(charts.map((chart) => [chart, true]));
  }

  /** The stretch that charts over this axis show; null for all of it. */
  zoomOf(axis: string): Range | null {
    return this.#zooms[axis] ?? null;
  }

  zoom(axis: string, range: Range | null): void {
    this.#zooms = { ...this.#zooms, [axis]: range };
  }

  /** The pointer of a chart over this axis. */
  pointerOf(axis: string): Pointer {
    return {
      x: this.#hover?.axis === axis ? this.#hover.x : null,
      onHover: (x) => (this.#hover = x === null ? null : { axis, x }),
      onZoom: (range) => this.zoom(axis, range),
    };
  }
}
