import { createHash } from 'node:crypto';
import type { SplitName } from '@shared/dataset';
import { plural } from '@shared/plural';

/** Counts images that occur with the very same pixels in more than one split. */
export type DuplicateCounter = { add(pixels: Uint8Array, split: SplitName): void; warnings(): string[] };

/** A counter that remembers 24 characters an image. */
export function countDuplicates(): DuplicateCounter {
  const first = new Map<string, SplitName>();
  const across = new Map<string, number>();
  return {
    add(pixels, split) {
      const digest = createHash('sha256').update(pixels).digest('base64').slice(0, 24);
      const other = first.get(digest);
      if (other === undefined) first.set(digest, split);
      else if (other !== split) {
        const pair = `${other} and ${split}`;
        across.set(pair, (across.get(pair) ?? 0) + 1);
      }
    },
    warnings: () =>
      [...across].map(
        ([pair, count]) =>
          `${plural(count, 'image occurs', 'images occur')} with the same pixels in both ${pair}: scores may be too good.`,
      ),
  };
}
