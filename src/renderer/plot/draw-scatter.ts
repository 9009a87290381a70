import { classColour, classPath } from './class-marks';
import type { Look } from './look';
import type { Points } from './scatter';

/** What a scatter shows: places in pixels, the class of each point and what stands out. */
export type ScatterScene = {
  pixels: Points;
  labels: ArrayLike<number>;
  isShown: (point: number) => boolean;
  /** Is this point one that was not trained on? Those are drawn as rings. */
  isHeldOut: (point: number) => boolean;
  /** Which points stand out, the others stepping back; null: none does. */
  standsOut: ((point: number) => boolean) | null;
};

type Size = { width: number; height: number; ratio: number };

/** Radius of a mark; of each of many, so that they do not hide one another. */
const radius = 3.5;
const smallRadius = 2.25;
const many = 3000;
/** Half of a mark's own little canvas: the widest shape and its line. */
const reach = 7;

/** Draws a scatter over the whole of a canvas of `width` × `height` CSS pixels. Ten thousand points take a frame at most: every kind
 * of mark is drawn once and then copied. */
export function drawScatter(
  context: CanvasRenderingContext2D,
  canvas: Size,
  scene: ScatterScene,
  look: Look,
): void {
  const { width, height, ratio } = canvas;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width * ratio, height * ratio);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  drawAxes(context, width, height, look);
  const size = scene.pixels.length > 2 * many ? smallRadius : radius;
  const marks = marksOf(look, ratio, size);
  const { standsOut } = scene;
  const draw = (wanted: boolean | null) => drawMarks(context, canvas, scene, look, marks, wanted);
  if (!standsOut) {
    context.globalAlpha = 0.85;
    draw(null);
  } else {
    context.globalAlpha = 0.1;
    draw(false);
    context.globalAlpha = 0.95;
    draw(true);
  }
  context.globalAlpha = 1;
}

type Marks = { radius: number; ratio: number; byKind: Map<number, HTMLCanvasElement> };
const kept = new WeakMap<Look, Marks>();

/** The marks drawn so far with these colours, of this size and density. */
function marksOf(look: Look, ratio: number, radius: number): Marks {
  const before = kept.get(look);
  if (before?.radius === radius && before.ratio === ratio) return before;
  const marks = { radius, ratio, byKind: new Map<number, HTMLCanvasElement>() };
  kept.set(look, marks);
  return marks;
}

/** Those points that stand out, or do not, or all (null), in their order. */
function drawMarks(
  context: CanvasRenderingContext2D,
  { width, height }: Size,
  { pixels, labels, isShown, isHeldOut, standsOut }: ScatterScene,
  look: Look,
  marks: Marks,
  wanted: boolean | null,
): void {
  for (let point = 0; 2 * point < pixels.length; point++) {
    const [x, y] = [pixels[2 * point]!, pixels[2 * point + 1]!];
    if (x < -reach || y < -reach || x > width + reach || y > height + reach || !isShown(point)) continue;
    if (wanted !== null && standsOut?.(point) !== wanted) continue;
    const ring = isHeldOut(point);
    const key = 2 * (labels[point] ?? 0) + Number(ring);
    let mark = marks.byKind.get(key);
    if (!mark) marks.byKind.set(key, (mark = markOf(context, labels[point] ?? 0, ring, marks, look)));
    context.drawImage(mark, x - reach, y - reach, 2 * reach, 2 * reach);
  }
}

function markOf(
  { canvas }: CanvasRenderingContext2D,
  label: number,
  ring: boolean,
  { ratio, radius }: Marks,
  look: Look,
): HTMLCanvasElement {
  const mark = canvas.ownerDocument.createElement('canvas');
  mark.width = mark.height = Math.ceil(2 * reach * ratio);
  const context = mark.getContext('2d');
  if (!context) return mark;
  const colour = look.colour(classColour(label));
  const path = new Path2D(classPath(label, radius));
  context.setTransform(
    mark.width / (2 * reach),
    0,
    0,
    mark.height / (2 * reach),
    mark.width / 2,
    mark.height / 2,
  );
  context.lineWidth = 1.5;
  context.strokeStyle = colour;
  context.fillStyle = ring ? look.surface : colour;
  context.fill(path);
  context.stroke(path);
  return mark;
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
