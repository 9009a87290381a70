import type { ImageFit } from './neighbours';

/** "Resized from 640 × 480 to 28 × 28 (stretched, nothing cut off) and turned grey, like the dataset's images." */
export function fitWords({ from, to, turnedGrey, laidOnWhite }: ImageFit): string {
  const isResized = from.width !== to.width || from.height !== to.height;
  const changes = [
    ...(isResized
      ? [`resized from ${size(from)} to ${size(to)}${keepsShape(from, to) ? '' : stretched}`]
      : []),
    ...(turnedGrey ? ['turned grey'] : []),
  ];
  const made = changes.length === 0 ? `searched as it is, ${size(to)}` : changes.join(' and ');
  const white = laidOnWhite ? '; what was transparent was laid on white' : '';
  return `${made.charAt(0).toUpperCase()}${made.slice(1)}, like the dataset's images${white}.`;
}

const stretched = ' (stretched, nothing cut off)';

function size({ width, height }: ImageFit['from']): string {
  return `${width} × ${height}`;
}

/** Is `to` the size that `from` has at another scale, to the nearest pixel? */
function keepsShape(from: ImageFit['from'], to: ImageFit['to']): boolean {
  return (
    Math.round((from.width * to.height) / from.height) === to.width &&
    Math.round((from.height * to.width) / from.width) === to.height
  );
}
