import type { SplitName } from '@shared/dataset';

const words: Readonly<Record<string, SplitName>> = {
  train: 'train',
  training: 'train',
  trn: 'train',
  val: 'validation',
  valid: 'validation',
  validation: 'validation',
  dev: 'validation',
  test: 'test',
  testing: 'test',
  tst: 'test',
};

/** The split that a word means (`trn`, `val`, `Test` …), or null. */
export function splitOfWord(word: string): SplitName | null {
  const key = word.trim().toLowerCase();
  return Object.hasOwn(words, key) ? (words[key] ?? null) : null;
}
