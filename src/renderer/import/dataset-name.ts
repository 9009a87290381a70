import type { PickedFile } from './dropped-files';

/** A name for a dataset from what was picked (its folder, or its file without endings), not yet `taken`. */
export function datasetNameFor(files: readonly PickedFile[], taken: readonly string[]): string {
  const base = clean(folderOf(files) ?? firstName(files).replace(/(\.[a-z0-9]{1,5}){1,2}$/i, '')) || 'images';
  if (!taken.includes(base)) return base;
  let number = 2;
  while (taken.includes(`${base} ${number}`)) number++;
  return `${base} ${number}`;
}

/** What was picked, in its own words, for what is said about it: "pets", "a.npy and 2 more". */
export function pickedName(files: readonly PickedFile[]): string {
  const more = files.length === 1 ? '' : ` and ${files.length - 1} more`;
  return clean(folderOf(files) ?? `${firstName(files)}${more}`) || 'images';
}

/** The folder that holds everything; undefined when there is none. */
function folderOf(files: readonly PickedFile[]): string | undefined {
  const [folder, inside] = files[0]?.path.split('/', 2) ?? [];
  if (folder === undefined || inside === undefined) return undefined;
  return files.every(({ path }) => path.startsWith(`${folder}/`)) ? folder : undefined;
}

function firstName(files: readonly PickedFile[]): string {
  return files[0]?.path.split('/').at(-1) ?? '';
}

function clean(name: string): string {
  return name
    .replace(/[\p{C}/\\]/gu, '')
    .trim()
    .slice(0, 70);
}
