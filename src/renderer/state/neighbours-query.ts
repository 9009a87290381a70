import { splitNames } from '@shared/split';
import type { NeighboursFilter } from './neighbours-view.svelte';

/** Filters that a link to the neighbours sets: `?split=validation&class=cat&predicted=dog&wrong=1`; what it does not name is left out. */
export function filterOf(query: Readonly<Record<string, string>>): Partial<NeighboursFilter> {
  const split = splitNames.find((name) => name === query['split']);
  return {
    ...(split ? { split } : {}),
    ...(query['class'] ? { class: query['class'] } : {}),
    ...(query['predicted'] ? { predicted: query['predicted'] } : {}),
    ...(query['wrong'] === '1' ? { wrongOnly: true } : {}),
  };
}
