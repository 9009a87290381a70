import { embeddings } from '@ml/embeddings/index';
import { losses } from '@ml/losses/index';
import { normalizers } from '@ml/normalizers/index';
import { optimizers } from '@ml/optimizers/index';
import type { PartIds } from '@ml/parts';
import { samplers } from '@ml/samplers/index';

const registries: Record<keyof PartIds, readonly { id: string; label: string }[]> = {
  embedding: embeddings,
  loss: losses,
  optimizer: optimizers,
  sampler: samplers,
  normalizer: normalizers,
};

/** What its registry calls a part of a run; the id itself when it is not known here. */
export const partLabel = (kind: keyof PartIds, id: string): string =>
  registries[kind].find((entry) => entry.id === id)?.label ?? id;

/** A part in a word or two, to stand in a list: "MLP", "Triplet loss". */
export function shortPartLabel(kind: keyof PartIds, id: string): string {
  const word = partLabel(kind, id).split(',')[0] ?? id;
  if (kind === 'loss') return `${word} loss`;
  return kind === 'normalizer' ? `input ${word}` : word;
}

/** Is this the name of a part? */
export const isPartKind = (key: string): key is keyof PartIds => Object.hasOwn(registries, key);

/** In which space it was trained, as people read it. */
export const pathLabels: Readonly<Record<string, string>> = {
  gram: 'Gram space',
  direct: 'Direct',
  none: 'Nothing trained',
};
