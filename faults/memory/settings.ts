import type { RunRequest } from '@shared/run';
import type { ImageSizes } from './write-images';

/** A run whose memory is measured. */
export type MeasuredRun = { name: string; images: ImageSizes; request: Omit<RunRequest, 'dataset'> };

const colour = { test: 0, side: 64, channels: 3 };
const grey = { test: 0, side: 28, channels: 1 };

/** Every path and every term of the forecast, each where it is what needs most, on all engines. */
export const measuredRuns: readonly MeasuredRun[] = [
  run('a sample’s size, triplet', { ...grey, train: 300, validation: 60 }, 'triplet', { epochs: 10 }),
  run('plain L2 of long rows', { ...colour, train: 3000, validation: 500 }, 'l2'),
  run('plain L2 of many rows', { ...grey, train: 12_000, validation: 2000 }, 'l2'),
  run('Gram space, linear', { ...colour, train: 600, validation: 150 }, 'contrastive', { epochs: 30 }),
  run('Gram space, MLP', { ...colour, side: 128, train: 500, validation: 100 }, 'triplet', { epochs: 5 }),
  run('Gram space, 3,000 images', { ...colour, train: 3000, validation: 300 }, 'contrastive', { epochs: 60 }),
  run('directly, long rows', { ...colour, train: 4000, validation: 400 }, 'contrastive', { epochs: 3 }),
  run('directly, many rows', { ...grey, train: 20_000, validation: 2000 }, 'contrastive', { epochs: 2 }),
  run('directly, many weights', { ...colour, train: 600, validation: 150 }, 'triplet', {
    epochs: 2,
    hiddenSize: 1024,
    optimizer: 'adam',
  }),
  run('a large batch', { ...grey, train: 3000, validation: 300 }, 'contrastive', {
    epochs: 5,
    batchSize: 2000,
  }),
  run('a rate that is searched', { ...colour, side: 32, train: 2000, validation: 400 }, 'triplet', {
    epochs: 20,
    learningRate: 8,
    autoLearningRate: true,
  }),
  run('WebAssembly', { ...colour, train: 600, validation: 150 }, 'contrastive', {
    epochs: 3,
    engine: 'wasm',
  }),
  run('plain JavaScript', { ...grey, train: 200, validation: 50 }, 'contrastive', {
    epochs: 5,
    engine: 'cpu',
  }),
];

type Settings = Pick<RunRequest, 'engine' | 'optimizer' | 'autoLearningRate'> & Record<string, unknown>;

function run(name: string, images: ImageSizes, distance: string, settings: Settings = {}): MeasuredRun {
  const { engine, optimizer, autoLearningRate, ...params } = settings;
  const given = Object.entries({ engine, optimizer, autoLearningRate }).filter(
    ([, value]) => value !== undefined,
  );
  return {
    name,
    images,
    request: { distance, k: 36, params: params as Record<string, number>, ...Object.fromEntries(given) },
  };
}
