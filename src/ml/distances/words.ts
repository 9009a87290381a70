import { distances } from './index';

/** A run's distance in words: its label, without the embedding that the label names where another is in its place. */
export function distanceWords({ distance, embedding }: { distance: string; embedding: string }): string {
  const preset = distances.find(({ id }) => id === distance);
  if (!preset) return distance;
  return preset.embedding === embedding ? preset.label : preset.label.replace(/ \(.*\)$/, '');
}
