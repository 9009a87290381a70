import { defineLoss } from './loss';

/** Triplet loss over all triplets of a batch (Weinberger and Saul 2009; Schroff et al. 2015). */
export const triplet = defineLoss({
  id: 'triplet',
  label: 'Triplet',
  formula: 'mean(max(0, D[a,p] − D[a,n] + α) · same[a,p] · different[a,n])',
  help: 'Wants every positive closer to its anchor than every negative, by the margin α.',
  params: {
    margin: {
      kind: 'number',
      label: 'Margin α',
      help: 'How much closer (in squared distance) a positive must be than a negative.',
      default: 0.7,
      min: 0,
    },
  },
  value(tf, distances, same, params) {
    const positive = tf.expandDims(distances, 2);
    const negative = tf.expandDims(distances, 1);
    const hinge = tf.relu(tf.add(tf.sub(positive, negative), params.margin!));
    const allowed = tf.mul(tf.expandDims(same, 2), tf.expandDims(tf.sub(1, same), 1));
    return tf.mean(tf.mul(hinge, allowed));
  },
  kernel(distances, labels, gradient, params, tally) {
    const margin = params.margin!;
    const size = labels.length;
    const weight = 1 / (size * size * size);
    let sum = 0;
    let active = 0;
    let possible = 0;
    gradient.fill(0);
    for (let a = 0; a < size; a++) {
      const row = a * size;
      const label = labels[a];
      for (let p = 0; p < size; p++) {
        if (labels[p] !== label) continue;
        const bound = distances[row + p]! + margin;
        let violations = 0;
        for (let n = 0; n < size; n++) {
          if (labels[n] === label) continue;
          possible++;
          const gap = bound - distances[row + n]!;
          if (gap > 0) {
            sum += gap;
            violations++;
            gradient[row + n]! -= weight;
          }
        }
        gradient[row + p]! += violations * weight;
        active += violations;
      }
    }
    tally.loss = sum * weight;
    tally.active = active;
    tally.possible = possible;
  },
  routine: 'triplet',
  curve: (distance, params, reference) => ({
    sameClass: Math.max(0, distance - reference + params.margin!),
    differentClass: Math.max(0, reference - distance + params.margin!),
  }),
});
