import { classColour, classPath } from './class-marks';
import type { Look } from './look';
import type { Points } from './scatter';

/** What a scatter shows: places in pixels, the class of each point and what stands out. */
export type ScatterScene = {
  pixels: Points;
  labels: readonly number[];
  /** Is this point one that was not trained on? Those are drawn as rings. */
  isHeldOut: (point: number) => boolean;
  /** Class that stands out; the others step back. */
  onlyClass: number | null;
  /** Point with a ring around it. */
  marked: number | null;
};

const radius = 3.5;

/** Draws a scatter over the whole of a canvas of `width` × `height` CSS pixels. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  { width, height, ratio }: { width: number; height: number; ratio: number },
  scene: ScatterScene,
  look: Look,
): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, width, height);
  drawAxes(context, width, height, look);
  const stepsBack = (point: number) => scene.onlyClass !== null && scene.labels[point] !== scene.onlyClass;
  const order = Array.from({ length: scene.pixels.length / 2 }, (_, point) => point);
  if (scene.onlyClass !== null) order.sort((a, b) => Number(stepsBack(b)) - Number(stepsBack(a)));
  const paths = new Map<number, Path2D>();
  for (const point of order) {
    const label = scene.labels[point] ?? 0;
    const path = paths.get(label) ?? new Path2D(classPath(label, radius));
    paths.set(label, path);
    const colour = look.colour(classColour(label));
    context.save();
    context.translate(scene.pixels[2 * point] ?? 0, scene.pixels[2 * point + 1] ?? 0);
    context.globalAlpha = stepsBack(point) ? 0.1 : 0.85;
    context.lineWidth = 1.5;
    context.strokeStyle = colour;
    context.fillStyle = scene.isHeldOut(point) ? look.surface : colour;
    context.fill(path);
    context.stroke(path);
    context.restore();
  }
  if (scene.marked !== null) drawMark(context, scene.pixels, scene.marked, look);
}

function drawAxes(context: CanvasRenderingContext2D, width: number, height: number, look: Look): void {
  context.strokeStyle = look.line;
  context.lineWidth = 1;
  context.beginPath();
  context.moveTo(0, Math.round(height / 2) + 0.5);
  context.lineTo(width, Math.round(height / 2) + 0.5);
  context.moveTo(Math.round(width / 2) + 0.5, 0);
  context.lineTo(Math.round(width / 2) + 0.5, height);
  context.stroke();
}

function drawMark(context: CanvasRenderingContext2D, pixels: Points, marked: number, look: Look): void {
  context.beginPath();
  context.arc(pixels[2 * marked] ?? 0, pixels[2 * marked + 1] ?? 0, radius + 4, 0, 2 * Math.PI);
  context.strokeStyle = look.ink;
  context.lineWidth = 2;
  context.stroke();
}
