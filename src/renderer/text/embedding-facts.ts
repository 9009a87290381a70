import type { EmbeddingFacts } from '@shared/run';
import type { Fact } from './facts';
import { percent, short } from './numbers';

/** Numbers that explain a result: has the embedding moved, has it collapsed, are the classes apart? */
export function embeddingFactsOf(facts: EmbeddingFacts | null): Fact[] {
  const arrow = (from: number | null | undefined, to: number | null | undefined) =>
    `${short(from)} → ${short(to)}`;
  const apart =
    facts && facts.meanSameClassDistance > 0
      ? facts.meanDifferentClassDistance / facts.meanSameClassDistance
      : null;
  return [
    {
      label: 'Weight norm',
      value: arrow(facts?.initialWeightNorm, facts?.finalWeightNorm),
      title: 'Frobenius norm of the first layer, before and after',
    },
    {
      label: 'Spread',
      value: arrow(facts?.initialSpread, facts?.finalSpread),
      title: 'Root mean square distance of the embeddings from their mean, before and after',
    },
    {
      label: 'Same-class distance',
      value: short(facts?.meanSameClassDistance),
      title: 'Mean squared distance within classes',
    },
    {
      label: 'Other-class distance',
      value: short(facts?.meanDifferentClassDistance),
      title: 'Mean squared distance between classes',
    },
    {
      label: 'Other / same',
      value: short(apart),
      title: 'How many times further apart different classes are',
    },
    ...retrievalFacts(facts),
  ];
}

function retrievalFacts(facts: EmbeddingFacts | null): Fact[] {
  const scores = facts?.retrieval?.scores;
  if (!scores) return [];
  return [
    {
      label: 'Precision@1',
      value: percent(scores.precisionAt1),
      title: 'Share of validation images whose nearest training image is of their class',
    },
    {
      label: 'R-precision',
      value: percent(scores.rPrecision),
      title: 'Share of the own class among the R nearest, R being the size of that class',
    },
    {
      label: 'MAP@R',
      value: percent(scores.meanAveragePrecisionAtR),
      title: 'Mean average precision at R (Musgrave et al. 2020)',
    },
  ];
}
