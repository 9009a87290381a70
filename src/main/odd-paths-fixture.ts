import fc from 'fast-check';

/** Paths as an attacker or a slip of the finger writes them, made of what means something to servers, and of `names`. */
export function oddPaths(names: readonly string[]): fc.Arbitrary<string> {
  const piece = fc.constantFrom(
    '..',
    '.',
    '%2e',
    '%2f',
    '%5c',
    '\\',
    '/',
    '//',
    '%00',
    '%252e',
    '?',
    '#',
    ...names,
  );
  return fc.oneof(
    fc.array(piece, { maxLength: 8 }).map((parts) => parts.join('')),
    fc.string(),
  );
}
