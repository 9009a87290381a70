import { expect, test } from 'vitest';
import { datasetNameFor, pickedName } from './dataset-name';

const picked = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], path) }));

test.each([
  [picked('faces/anna/1.png', 'faces/ben/2.png'), [], 'faces'],
  [picked('train-images-idx3-ubyte.gz'), [], 'train-images-idx3-ubyte'],
  [picked('toys.zip'), ['toys'], 'toys 2'],
  [picked('toys.zip'), ['toys', 'toys 2'], 'toys 3'],
  [picked('a/1.png', 'b/2.png'), [], '1'],
  [picked('.gz'), [], 'images'],
])('a name from what was picked', (files, taken, name) => expect(datasetNameFor(files, taken)).toBe(name));

test.each([
  [picked('toys/anna/1.png', 'toys/ben/2.png'), 'toys'],
  [picked('x.npy', 'y.npy', 'z.npy'), 'x.npy and 2 more'],
  [picked('a/1.png', 'b/2.png'), '1.png and 1 more'],
])('what was picked goes by its own name', (files, name) => expect(pickedName(files)).toBe(name));
