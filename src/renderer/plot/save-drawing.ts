import type { ChartTable } from '../charts/chart';
import { csvOf, saveAs } from './save';

/** What a picture is saved as. */
export type PictureKind = 'png' | 'svg' | 'csv';

/** Hands over a picture that is drawn as SVG: the drawing, a PNG of it at twice the size, or its numbers. */
export async function saveDrawing(
  name: string,
  kind: PictureKind,
  { svg, table }: { svg: () => string | Promise<string>; table: () => ChartTable },
): Promise<void> {
  if (kind === 'csv') return saveAs(`${name}.csv`, new Blob([csvOf(table())], { type: 'text/csv' }));
  const drawing = new Blob([await svg()], { type: 'image/svg+xml' });
  if (kind === 'svg') return saveAs(`${name}.svg`, drawing);
  const png = await pngOfSvg(drawing);
  if (png) saveAs(`${name}.png`, png);
}

const sharpness = 2;

/** An SVG document as PNG at twice its size; null where it cannot be drawn. */
async function pngOfSvg(drawing: Blob): Promise<Blob | null> {
  const url = URL.createObjectURL(drawing);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.width * sharpness;
    canvas.height = image.height * sharpness;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, 'image/png'));
  } finally {
    URL.revokeObjectURL(url);
  }
}
