/** Things by their id. */
export type Keyed<T> = Readonly<Record<string, T>>;

/** A copy of the list with `item` in the place of the one that `is` finds, or at its end. */
export function put<T>(list: readonly T[], item: T, is: (other: T) => boolean): readonly T[] {
  const at = list.findIndex(is);
  return at < 0 ? [...list, item] : list.with(at, item);
}
