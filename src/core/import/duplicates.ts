import { createHash } from 'node:crypto';
import type { SplitName } from '@shared/dataset';
import { plural } from '@shared/plural';

/** Counts images that occur with the very same pixels in more than one split. */
export type DuplicateCounter = { add(digest: string, split: SplitName): void; warnings(): string[] };

/** 24 characters that are the same for the same pixels only. */
export function digestOf(pixels: Uint8Array): string {
  return createHash('sha256').update(pixels).digest('base64').slice(0, 24);
}

/** A counter that remembers the digest of each image. */
export function countDuplicates(): DuplicateCounter {
  const first = new Map<string, SplitName>();
  const across = new Map<string, number>();
  return {
    add(digest, split) {
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
