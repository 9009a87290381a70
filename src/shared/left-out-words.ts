import type { ImportPreview, UnreadableFiles } from './dataset';

/** How much an import left out: "Left out 3 of 1,000 images: they cannot be read." */
export function leftOutWords({ count, of }: Pick<UnreadableFiles, 'count' | 'of'>): string {
  if (count === 0) return `Nothing was left out: all ${imagesOf(of)} can be read.`;
  return `Left out ${grouped(count)} of ${imagesOf(of)}: ${count === 1 ? 'it' : 'they'} cannot be read.`;
}

/** How much was found by a preview: "3 of 1,000 images cannot be read", or of those that it looked at. */
export function unreadableWords({ count, of, looked }: NonNullable<ImportPreview['unreadable']>): string {
  const found = `${grouped(count)} of ${imagesOf(looked)}`;
  return looked < of
    ? `${found} that were looked at cannot be read; the import looks at all ${grouped(of)}`
    : `${found} cannot be read`;
}

const grouped = (count: number): string => count.toLocaleString('en');

const imagesOf = (count: number): string => `${grouped(count)} ${count === 1 ? 'image' : 'images'}`;
