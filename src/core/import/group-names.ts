import { badInput } from './bad-input';

/**
 * The group of every path: what the first parentheses of `pattern` (or all of it) match. Throws `bad-input` when the
 * pattern is no regular expression or a path does not match; null without a pattern.
 */
export function groupNames(paths: readonly string[], pattern: string | undefined): string[] | null {
  if (pattern === undefined) return null;
  const expression = compile(pattern);
  return paths.map((path) => {
    const match = expression.exec(path);
    if (match === null)
      throw badInput(
        `The grouping ${pattern} does not match ${path}.`,
        'Use a regular expression that matches every file, with the group in parentheses.',
      );
    return match[1] ?? match[0];
  });
}

function compile(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (error) {
    throw badInput(`The grouping ${pattern} is not a regular expression.`, 'Example: ([a-z]+)_\\d+', error);
  }
}
