import { BasePlatform } from 'chart.js';
import { Element as SvgCanvas } from 'svgcanvas';
import type { ChartConfig } from '../charts/chart';
import { Chart } from './chart-js';
import { framedSvg, type DrawingHead, type Size } from './drawing-frame';
import type { Look } from './look';
import { collectText } from './svg-text';

/** A chart of the given size below its head, as an SVG document: text as text, on an opaque ground. */
export function chartSvg(config: ChartConfig, size: Size, head: DrawingHead, look: Look): string {
  return framedSvg(head, size, drawnChart(config, size), look);
}

function drawnChart(config: ChartConfig, { width, height }: Size): string {
  const canvas = new SvgCanvas({ width, height });
  const context = canvas.getContext('2d');
  const texts = collectText(context);
  const { options, data, ...rest } = config;
  const fixed = { ...options, animation: false, responsive: false, devicePixelRatio: 1, events: [] } as const;
  const chart = new Chart(
    canvas as unknown as HTMLCanvasElement,
    {
      ...rest,
      data: { ...data, datasets: data.datasets.map(drawnDirectly) },
      options: { ...fixed, plugins: { ...options?.plugins, decimation: { enabled: false } } },
      platform: platformOf(context, canvas),
    } as never,
  );
  const drawn = context.getSerializedSvg().replace(/<\/svg>\s*$/, `${texts()}</svg>`);
  chart.destroy();
  return drawn;
}

/** With settings for segments Chart.js draws a line on the context; else it keeps a Path2D, which is nothing in SVG. */
function drawnDirectly<Dataset extends object>(dataset: Dataset): Dataset {
  return { segment: {}, ...dataset };
}

/** A platform for a canvas that is in no document. */
function platformOf(context: CanvasRenderingContext2D, canvas: SvgCanvas) {
  return class extends BasePlatform {
    override acquireContext(): CanvasRenderingContext2D {
      Object.defineProperty(context, 'canvas', { value: canvas, configurable: true });
      return context;
    }

    override releaseContext(): boolean {
      return true;
    }

    override isAttached(): boolean {
      return true;
    }

    override getDevicePixelRatio(): number {
      return 1;
    }
  };
}
