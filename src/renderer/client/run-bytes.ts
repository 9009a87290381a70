import { firstLayerFrom, sampleFrom, type EmbeddingSample, type FirstLayer } from '@shared/run-bytes';

/** Fetches a sample of a finished run's embedding; throws a problem in words when it is not there. */
export async function fetchSample(runId: string, signal: AbortSignal): Promise<EmbeddingSample> {
  return sampleFrom(await bytesOf(`/runs/${runId}/embedding.bin`, signal));
}

/** Fetches the first layer of a finished run; throws a problem in words when it has none. */
export async function fetchFirstLayer(runId: string, signal: AbortSignal): Promise<FirstLayer> {
  return firstLayerFrom(await bytesOf(`/runs/${runId}/first-layer.bin`, signal));
}

async function bytesOf(path: string, signal: AbortSignal): Promise<ArrayBuffer> {
  const answer = await fetch(path, { signal });
  if (answer.ok) return answer.arrayBuffer();
  throw Object.assign(new Error('The numbers of this run cannot be read.'), {
    hint: 'Its files, or its dataset, may be gone: train it again with the same settings.',
  });
}
