import { extension } from './source';

/** Finds the image that a line of a list names; `rest` is what follows the name: its class, or nothing. */
export type ImageFinder = (line: string) => { path: string; rest: string } | null;

/**
 * Names may have folders or not, an extension or not; a bare number means the image whose name ends in it. A name that
 * fits several images fits none. Commas, semicolons, tabs and blanks may part the name from its class.
 */
export function imageFinder(images: readonly string[]): ImageFinder {
  const byName = new Map<string, string | null>();
  const learn = (key: string, path: string) =>
    byName.set(key, byName.has(key) && byName.get(key) !== path ? null : path);
  for (const path of images) {
    const parts = path.split('/');
    for (let from = 0; from < parts.length; from++) {
      const name = parts.slice(from).join('/').toLowerCase();
      const stem = name.slice(0, name.length - extension(name).length - 1);
      learn(name, path);
      learn(stem, path);
      const number = /(\d+)$/.exec(stem)?.[1];
      if (from === parts.length - 1 && number !== undefined) learn(`#${Number(number)}`, path);
    }
  }
  const lookUp = (name: string) => {
    const key = name.replace(/^(\.\/)+/, '').toLowerCase();
    return byName.get(key) ?? (/^\d+$/.test(key) ? byName.get(`#${Number(key)}`) : undefined) ?? null;
  };
  return (line) => {
    const whole = lookUp(line);
    if (whole !== null) return { path: whole, rest: '' };
    const match = /^"?([^",;\t]+?)"?\s*[,;\t]\s*(.+)$/.exec(line) ?? /^(\S+)\s+(.+)$/.exec(line);
    const path = lookUp(match?.[1] ?? '');
    return path === null ? null : { path, rest: (match?.[2] ?? '').trim() };
  };
}
