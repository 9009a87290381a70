/** Distinct names in an order that is the same on every machine: by value when all are whole numbers, else by code units. */
export function sortedNames(names: Iterable<string>): string[] {
  const distinct = [...new Set(names)];
  const numbers = distinct.every((name) => /^\d{1,15}$/.test(name));
  return distinct.sort((a, b) => (numbers ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0));
}

/** Class index of every name, in the order of {@link sortedNames}. */
export function labelNames(names: readonly string[]): { classNames: string[]; labels: Int32Array } {
  const classNames = sortedNames(names);
  const indexOf = new Map(classNames.map((name, index) => [name, index]));
  return { classNames, labels: Int32Array.from(names, (name) => indexOf.get(name) ?? 0) };
}
