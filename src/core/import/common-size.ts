/** Height and width with how often they occur. */
export type SizeCount = { height: number; width: number; count: number };

/** The sizes found, commonest first; of equally common ones the larger first. */
export function countSizes(sizes: Iterable<{ height: number; width: number } | null>): SizeCount[] {
  const counts = new Map<string, SizeCount>();
  for (const size of sizes) {
    if (size === null) continue;
    const key = `${size.height}x${size.width}`;
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { height: size.height, width: size.width, count: 1 });
  }
  return [...counts.values()].sort(
    (a, b) => b.count - a.count || b.height * b.width - a.height * a.width || b.height - a.height,
  );
}
