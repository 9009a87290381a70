import type { DatasetSummary } from '@shared/dataset';
import type { RunRequest } from '@shared/run';
import type { PartIds } from '@ml/parts';
import { count, plural } from './numbers';

/** One sentence that says what a request will do. All settings are legal. */
export function whatWillRun(request: RunRequest, parts: PartIds, dataset: DatasetSummary): string {
  const { train, validation } = dataset.splits;
  const k = request.k ?? 36;
  const asks =
    validation > 0
      ? plural(validation, 'validation image')
      : 'the training images themselves, each left out in turn';
  const vote = `${k === 1 ? 'the nearest training image decides' : `the ${k} nearest training images vote`} on the class of ${asks}`;
  if (parts.loss === null) return `Nothing is trained: by the plain distance between pixels, ${vote}.`;
  const { batchSize = 50, epochs = 100 } = request.params ?? {};
  const steps = Math.ceil(train / batchSize);
  const learned = `Trains ${embeddingWords(parts.embedding, request.params ?? {})} with the ${parts.loss} loss`;
  return `${learned} on ${count(train)} images of “${dataset.name}”, ${plural(epochs, 'epoch')} of ${plural(steps, 'step')}; then ${vote}.`;
}

function embeddingWords(
  embedding: string,
  { embeddingSize, hiddenSize }: Readonly<Record<string, number>>,
): string {
  const out = embeddingSize === undefined ? '' : ` to ${count(embeddingSize)} numbers`;
  if (embedding === 'linear') return `a linear map${out}`;
  if (embedding === 'mlp') return `a network with ${count(hiddenSize ?? 0)} hidden units${out}`;
  return `the embedding ${embedding}${out}`;
}
