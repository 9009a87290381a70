import { errorsByK, nearestSearch } from '@ml/evaluate';
import { pixelInputs } from '@ml/inputs';
import { symmetric } from '@ml/normalizers/symmetric';
import type { Tf } from '@ml/tensors';
import type { NearestQuestion } from '../protocol';
import type { Data } from './read-data';
import type { Words } from './words';

/** The k nearest training rows of the queries `from` to `to`, and the votes of every k. */
export function nearest(tf: Tf, data: Data, { k, from, to }: NearestQuestion): Words {
  const began = performance.now();
  const inputs = pixelInputs(data.pixels, data.size, symmetric);
  const search = nearestSearch(tf, inputs.block(0, data.train), data.size);
  const [first, last] = [data.train + from, data.train + to];
  const found = search.nearestOf(inputs.block, first, last, k);
  const errors = errorsByK(found, data.labels, first, data.classes, false);
  search.dispose();
  return { ms: performance.now() - began, errors: [[...errors]] };
}
