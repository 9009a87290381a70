import { expect, test } from 'vitest';
import { datasetNameFor } from './dataset-name';

const picked = (...paths: string[]) => paths.map((path) => ({ path, file: new File([], path) }));

test.each([
  [picked('faces/anna/1.png', 'faces/ben/2.png'), [], 'faces'],
  [picked('train-images-idx3-ubyte.gz'), [], 'train-images-idx3-ubyte'],
  [picked('toys.zip'), ['toys'], 'toys 2'],
  [picked('toys.zip'), ['toys', 'toys 2'], 'toys 3'],
  [picked('a/1.png', 'b/2.png'), [], '1'],
  [picked('.gz'), [], 'images'],
])('a name from what was picked', (files, taken, name) => expect(datasetNameFor(files, taken)).toBe(name));
