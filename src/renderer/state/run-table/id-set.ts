/** Ids of things, each once; never changed in place. */
export type IdSet = ReadonlySet<string>;

export const idSet = (ids: Iterable<string> = []): IdSet => new Set(ids);

/** The set without the ids when it has all of them, else with all of them. */
export function toggled(set: IdSet, ids: readonly string[]): IdSet {
  const next = new Set(set);
  const isIn = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (isIn) next.delete(id);
    else next.add(id);
  }
  return next;
}
