import type { Rgba } from './heat-image';
import type { Look } from './look';
import { framedSvg } from './drawing-frame';
import { escaped } from './svg-text';

/** A small picture with what stands below it. */
export type SheetPicture = { caption: string; note: string; pixels: Rgba; width: number; height: number };
/** A row of pictures under a title. */
export type SheetRow = { title: string; pictures: readonly SheetPicture[] };

const [side, gap, above, below] = [96, 12, 24, 28];

/** Rows of small pictures below a title, as an SVG document, pixels kept square; `hrefOf` gives the address of a picture. */
export function pictureSheetSvg(
  title: string,
  rows: readonly SheetRow[],
  look: Look,
  hrefOf: (picture: SheetPicture) => string,
): string {
  const { ink, inkFaint } = look;
  const most = Math.max(3, ...rows.map(({ pictures }) => pictures.length));
  const [width, step] = [gap + most * (side + gap), above + side + below];
  const height = gap + rows.length * step;
  const drawn = rows.flatMap(({ title: rowTitle, pictures }, row) => {
    const top = gap + row * step;
    return [
      `<text x="${gap}" y="${top + 12}" fill="${ink}" font-weight="600">${escaped(rowTitle)}</text>`,
      ...pictures.map((picture, at) => {
        const x = gap + at * (side + gap);
        const words = escaped(`${picture.caption} ${picture.note}`.trim());
        return (
          `<image x="${x}" y="${top + above}" width="${side}" height="${side}" image-rendering="pixelated" href="${hrefOf(picture)}"/>` +
          `<text x="${x}" y="${top + above + side + 14}" fill="${inkFaint}">${words}</text>`
        );
      }),
    ];
  });
  return framedSvg({ title }, { width, height }, drawn.join(''), look);
}

/** A picture as a PNG that stands in the document itself. */
export function dataUrlOf({ pixels, width, height }: SheetPicture): string {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width, height });
  canvas.getContext('2d')?.putImageData(new ImageData(pixels, width, height), 0, 0);
  return canvas.toDataURL('image/png');
}
