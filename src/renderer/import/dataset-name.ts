import type { PickedFile } from './dropped-files';

/** A name for a dataset from what was picked (its folder, or its file without endings), not yet `taken`. */
export function datasetNameFor(files: readonly PickedFile[], taken: readonly string[]): string {
  const paths = files.map(({ path }) => path);
  const folder = paths[0]?.includes('/') ? paths[0].split('/')[0] : undefined;
  const shared = folder !== undefined && paths.every((path) => path.startsWith(`${folder}/`));
  const base =
    clean(shared ? folder : (paths[0]?.split('/').at(-1) ?? '').replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '')) ||
    'images';
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base} ${number}`)) number++;
  return `${base} ${number}`;
}

function clean(name: string): string {
  return name
    .replace(/[\p{C}/\\]/gu, '')
    .trim()
    .slice(0, 70);
}
