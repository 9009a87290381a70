/** The value of `--home DIR` or `--home=DIR` among the window's arguments; undefined when there is none. */
export function homeArgument(argv: readonly string[]): string | undefined {
  const at = argv.findIndex((word) => word === '--home' || word.startsWith('--home='));
  const word = argv[at];
  if (word === undefined) return undefined;
  return word === '--home' ? argv[at + 1] : word.slice('--home='.length);
}
