/** The distinct values in order, each with its label, as a list to choose from. */
export const optionsOf = (
  label: (value: string) => string,
  values: Iterable<string>,
): { value: string; label: string }[] =>
  [...new Set(values)].sort().map((value) => ({ value, label: label(value) }));
