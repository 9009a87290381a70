import { defineLoss } from './loss';

/** Contrastive loss with two margins (after Hadsell, Chopra and LeCun 2006, on squared distances). */
export const contrastive = defineLoss({
  id: 'contrastive',
  label: 'Contrastive, two margins',
  formula: 'mean(max(0, D − α) · same) + λ · mean(max(0, β − D) · different)',
  help: 'Pulls same-class pairs within α and pushes different-class pairs beyond β.',
  params: {
    positiveMargin: {
      kind: 'number',
      label: 'Positive margin α',
      help: 'Same-class pairs closer than this squared distance are left alone.',
      default: 0.1,
      min: 0,
    },
    negativeMargin: {
      kind: 'number',
      label: 'Negative margin β',
      help: 'Different-class pairs further apart than this squared distance are left alone.',
      default: 0.95,
      min: 0,
    },
    negativeWeight: {
      kind: 'number',
      label: 'Negative weight λ',
      help: 'How much pushing different classes apart counts against pulling classes together.',
      default: 0.75,
      min: 0,
    },
  },
  warnings: ({ positiveMargin, negativeMargin }) =>
    positiveMargin! > negativeMargin!
      ? [
          {
            message: 'The positive margin α is larger than the negative margin β.',
            hint:
              'Pairs with a distance between β and α are left alone, whatever their classes: same-class pairs are not pulled ' +
              'closer, different-class pairs are not pushed apart, so the loss can be 0 while classes mix. Choose α below β.',
          },
        ]
      : [],
  value(tf, distances, same, params) {
    const pull = tf.mul(tf.relu(tf.sub(distances, params.positiveMargin!)), same);
    const push = tf.mul(tf.relu(tf.sub(params.negativeMargin!, distances)), tf.sub(1, same));
    return tf.add(tf.mean(pull), tf.mul(params.negativeWeight!, tf.mean(push)));
  },
  kernel(distances, labels, gradient, params, tally) {
    const alpha = params.positiveMargin!;
    const beta = params.negativeMargin!;
    const lambda = params.negativeWeight!;
    const size = labels.length;
    const weight = 1 / (size * size);
    let pull = 0;
    let push = 0;
    let active = 0;
    for (let a = 0, at = 0; a < size; a++) {
      const label = labels[a];
      for (let b = 0; b < size; b++, at++) {
        const distance = distances[at]!;
        let slope = 0;
        if (labels[b] === label) {
          if (distance > alpha) {
            pull += distance - alpha;
            slope = weight;
            active++;
          }
        } else if (distance < beta) {
          push += beta - distance;
          slope = -lambda * weight;
          active++;
        }
        gradient[at] = slope;
      }
    }
    tally.loss = (pull + lambda * push) * weight;
    tally.active = active;
    tally.possible = size * size;
  },
  curve: (distance, params) => ({
    sameClass: Math.max(0, distance - params.positiveMargin!),
    differentClass: params.negativeWeight! * Math.max(0, params.negativeMargin! - distance),
  }),
});
