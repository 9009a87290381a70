import { defineLoss } from './loss';

/** Mean squared distance between examples of the same class. Minimised by a distance that is 0 everywhere. */
export const sameClass = defineLoss({
  id: 'same-class',
  label: 'Same-class distance',
  formula: 'mean(D · same)',
  help: 'Pulls examples of a class together and pushes nothing apart, so it collapses by design.',
  params: {},
  value: (tf, distances, same) => tf.mean(tf.mul(distances, same)),
  kernel(distances, labels, gradient, _params, tally) {
    const size = labels.length;
    const weight = 1 / (size * size);
    let sum = 0;
    let pairs = 0;
    for (let a = 0, at = 0; a < size; a++) {
      const label = labels[a];
      for (let b = 0; b < size; b++, at++) {
        if (labels[b] === label) {
          sum += distances[at]!;
          gradient[at] = weight;
          pairs++;
        } else gradient[at] = 0;
      }
    }
    tally.loss = sum * weight;
    tally.active = pairs;
    tally.possible = pairs;
  },
  curve: (distance) => ({ sameClass: distance, differentClass: 0 }),
});
