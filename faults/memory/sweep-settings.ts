import type { SweepAxis, SweepRequest } from '@shared/sweep';
import type { ImageSizes } from './write-images';

/** A sweep of which one trainer trains the first stacks, one after the other. */
export type MeasuredSweep = {
  name: string;
  images: ImageSizes;
  request: Omit<SweepRequest, 'dataset'>;
  stacks: number;
};

const colour = { test: 0, side: 64, channels: 3 };
const grey = { test: 0, side: 28, channels: 1 };
const adam = { epochs: 1, optimizer: 'adam', learningRate: 0.001 };
const margins = (count: number): SweepAxis => ({
  name: 'margin',
  values: Array.from({ length: count }, (_, at) => 0.1 + at / count),
});

/** Both paths, K kept and not kept, stacks of one and of many fits, native and WebAssembly. */
export const measuredSweeps: readonly MeasuredSweep[] = [
  sweep('margins of a sample’s size', { ...grey, train: 300, validation: 60 }, [margins(15)], { epochs: 10 }),
  sweep('margins of 1,800 images', { ...grey, side: 32, train: 1800, validation: 200 }, [margins(15)], {
    epochs: 1,
    hiddenSize: 512,
  }),
  sweep(
    'hidden sizes of long rows',
    { ...colour, train: 1800, validation: 200 },
    [margins(8), { name: 'hiddenSize', values: [64, 256] }],
    { epochs: 2, folds: 2 },
    3,
  ),
  sweep('K too large to be kept', { ...colour, side: 128, train: 1600, validation: 0 }, [margins(6)], {
    epochs: 20,
    folds: 2,
    hiddenSize: 64,
  }),
  sweep('directly, many rows', { ...grey, train: 8000, validation: 800 }, [margins(2)], {
    epochs: 1,
    hiddenSize: 64,
  }),
  sweep('directly, many weights', { ...colour, train: 600, validation: 150 }, [margins(2)], {
    ...adam,
    batchSize: 240,
    hiddenSize: 1024,
  }),
  sweep('WebAssembly, side by side', { ...grey, train: 800, validation: 200 }, [margins(10)], {
    epochs: 2,
    engine: 'wasm',
  }),
  sweep('WebAssembly, directly', { ...colour, train: 400, validation: 100 }, [margins(2)], {
    ...adam,
    engine: 'wasm',
    hiddenSize: 64,
  }),
];

type Settings = Pick<SweepRequest, 'engine' | 'optimizer' | 'folds'> & Record<string, unknown>;

function sweep(
  name: string,
  images: ImageSizes,
  axes: SweepAxis[],
  settings: Settings,
  stacks = 2,
): MeasuredSweep {
  const { engine, optimizer, folds = 5, ...params } = settings;
  const request = {
    distance: 'triplet',
    k: 36,
    axes,
    folds,
    workers: 1,
    params: params as Record<string, number>,
  };
  return {
    name,
    images,
    stacks,
    request: { ...request, ...(engine && { engine }), ...(optimizer && { optimizer }) },
  };
}
