import type { ChartTable } from '../charts/chart';
import type { ScatterView } from '../state/scatter/scatter-view.svelte';
import type { DrawingHead, Size } from './drawing-frame';
import type { Look } from './look';
import { saveDrawing, type PictureKind } from './save-drawing';
import { commonReach, placed, reachOf, type Points } from './scatter';

/** A scatter as the page shows it, and what its picture says about it. */
type SavedScatter = {
  scatter: ScatterView;
  classNames: readonly string[];
  /** Training examples come first in a dataset. */
  trainCount: number;
  /** On the page. */
  size: Size;
  head: DrawingHead;
  look: Look;
};

/** Pictures are no narrower than this, however narrow the page. */
const leastWidth = 720;

/** Saves a scatter as a picture of what is in sight, or as a table of all its points. */
export function saveScatter(name: string, kind: PictureKind, saved: SavedScatter): void {
  const { xy } = saved.scatter.cloud;
  if (kind !== 'csv' && !xy) return;
  void saveDrawing(name, kind, { svg: () => drawn(saved, xy ?? []), table: () => tableOf(saved) });
}

async function drawn(
  { scatter, classNames, trainCount, size, head, look }: SavedScatter,
  xy: Points,
): Promise<string> {
  const { scatterSvg } = await import('./scatter-svg');
  const { cloud, frames, isShown, standsOut } = scatter;
  const grown = Math.max(1, leastWidth / size.width);
  const whole = { width: Math.round(size.width * grown), height: Math.round(size.height * grown) };
  const { zoom, x, y } = scatter.camera;
  const camera = { zoom, x: x * grown, y: y * grown };
  const scene = {
    pixels: placed(xy, { ...whole, reach: commonReach(reachOf(frames), xy), camera }),
    labels: cloud.labels,
    isShown,
    isHeldOut: (point: number) => (cloud.rows[point] ?? 0) >= trainCount,
    standsOut,
  };
  return scatterSvg(scene, whole, head, look, (label) => classNames[label] ?? '');
}

function tableOf({ scatter: { cloud }, classNames }: SavedScatter): ChartTable {
  const { rows, labels, xy } = cloud;
  return {
    columns: ['row', 'class', 'x', 'y'],
    rows: Array.from(rows, (row, at) => [
      row,
      classNames[labels[at] ?? 0] ?? '',
      xy?.[2 * at] ?? null,
      xy?.[2 * at + 1] ?? null,
    ]),
  };
}
