import { defineEmbedding } from './embedding';
import { embeddingSize } from './sizes';

/** A perceptron with one hidden layer and no bias after it. */
export const mlp = defineEmbedding({
  id: 'mlp',
  label: 'MLP, one hidden layer',
  formula: 'z = max(0, x·P1 + b1)·P2',
  help: 'Can bend space, so classes need not be linear images of their pixels.',
  params: {
    embeddingSize,
    hiddenSize: {
      kind: 'integer',
      label: 'Hidden size',
      help: 'Number of hidden units.',
      default: 256,
      min: 1,
      max: 8192,
      scale: 'log',
    },
  },
  firstLayer: 'P1',
  shapes: (inputSize, params) => ({
    P1: [inputSize, params.hiddenSize!],
    b1: [1, params.hiddenSize!],
    P2: [params.hiddenSize!, params.embeddingSize!],
  }),
  outputSize: (_inputSize, params) => params.embeddingSize!,
  transform(tf, weights, x) {
    const hidden = tf.relu(tf.add(tf.matMul(x, weights.P1!), weights.b1!)) as typeof x;
    return tf.matMul(hidden, weights.P2!);
  },
  head(weights, params, multiply, copies = 1) {
    const { b1, P2 } = weights as { b1: Float32Array; P2: Float32Array };
    const hiddenSize = params.hiddenSize!;
    const outputSize = params.embeddingSize!;
    let hidden = new Float32Array(0);
    const biasGradient = new Float32Array(b1.length);
    return {
      forward(u, rows) {
        if (hidden.length !== u.length) hidden = new Float32Array(u.length);
        for (let copy = 0, at = 0; copy < copies; copy++) {
          const bias = b1.subarray(copy * hiddenSize, (copy + 1) * hiddenSize);
          for (let row = 0; row < rows; row++) {
            for (let unit = 0; unit < hiddenSize; unit++, at++)
              hidden[at] = Math.max(0, u[at]! + bias[unit]!);
          }
        }
        return multiply(hidden, [rows, hiddenSize], P2, [hiddenSize, outputSize]);
      },
      backward(gradient, rows) {
        const shape = [rows, outputSize] as const;
        const output = multiply(hidden, [rows, hiddenSize], gradient, shape, true, false);
        const input = multiply(gradient, shape, P2, [hiddenSize, outputSize], false, true);
        zeroWhereOff(input, hidden);
        biasGradient.fill(0);
        for (let copy = 0, at = 0; copy < copies; copy++) {
          const bias = biasGradient.subarray(copy * hiddenSize, (copy + 1) * hiddenSize);
          for (let row = 0; row < rows; row++) {
            for (let unit = 0; unit < hiddenSize; unit++, at++) bias[unit]! += input[at]!;
          }
        }
        return { input, weights: { b1: biasGradient, P2: output } };
      },
    };
  },
});

/**
 * Sets the gradient to 0 where the hidden unit is 0. Half of the units are off, in no order, so a branch would be guessed wrong
 * half of the time: the bits of a float that is not negative are above 0 just where it is.
 */
function zeroWhereOff(gradient: Float32Array, hidden: Float32Array): void {
  const bits = new Int32Array(gradient.buffer, gradient.byteOffset, gradient.length);
  const on = new Int32Array(hidden.buffer, hidden.byteOffset, hidden.length);
  for (let at = 0; at < bits.length; at++) bits[at]! &= -on[at]! >> 31;
}
