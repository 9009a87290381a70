import type { MemoryForecast, MemoryUse } from '@shared/memory-forecast';

/** What a person reads when a run or a sweep does not fit into memory, or only just does; null when it fits. */
export function memoryWarning(forecast: Omit<MemoryForecast, 'warning'>): MemoryForecast['warning'] {
  const { fit, neededBytes, availableBytes, needs, trainers } = forecast;
  if (fit === 'fits') return null;
  const verdict = fit === 'near' ? 'This may not fit into memory' : 'This does not fit into memory';
  const who = trainers > 1 ? `${trainers} trainers need about` : 'it needs about';
  const most = largestOf(needs);
  return {
    message:
      `${verdict}: ${who} ${sizeText(neededBytes)}, and ${sizeText(availableBytes)} are free. ` +
      `Most of it is for ${words[most].what} (${sizeText(trainers * (needs[most] ?? 0))}).`,
    hint: `${trainers > 1 ? 'Let fewer trainers work (--workers; Trainers on the page). ' : ''}${words[most].remedy}, or close other programs. It can be started all the same: at worst the trainer ends.`,
  };
}

function largestOf(needs: MemoryForecast['needs']): MemoryUse {
  const [most] = Object.entries(needs).reduce((a, b) => (b[1] > a[1] ? b : a), ['engine', 0]);
  return most as MemoryUse;
}

const fewerImages = 'Import fewer images (--take) or smaller ones (--size)';

const words: Record<MemoryUse, { what: string; remedy: string }> = {
  engine: { what: 'the engine itself', remedy: 'Use the engine wasm, which is slower and needs less' },
  images: { what: 'the images', remedy: fewerImages },
  kernel: { what: 'the products of all images with each other', remedy: fewerImages },
  weights: {
    what: 'the weights',
    remedy: 'Use a smaller embedding or hidden layer, SGD instead of Adam, or smaller images',
  },
  batches: { what: 'the pairs of a batch', remedy: 'Use a smaller batch' },
  embedding: { what: 'embedding all images', remedy: fewerImages },
  scores: { what: 'scores and neighbours of all images', remedy: fewerImages },
  uncollected: { what: 'arrays between two uses', remedy: fewerImages },
};

function sizeText(bytes: number): string {
  return bytes >= 1e9 ? `${(bytes / 1e9).toFixed(1)} GB` : `${Math.round(bytes / 1e6)} MB`;
}
