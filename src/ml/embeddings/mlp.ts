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
  head(weights, params, algebra) {
    const { b1, P2 } = weights as { b1: Float32Array; P2: Float32Array };
    const secondShape = [params.hiddenSize!, params.embeddingSize!] as const;
    const [hiddenSize, outputSize] = secondShape;
    let hidden: Float32Array = new Float32Array(0);
    return {
      forward(u, rows) {
        hidden = algebra.rectified(u, b1, rows);
        return algebra.product(hidden, [rows, hiddenSize], P2, secondShape);
      },
      backward(gradient, rows) {
        const shape = [rows, outputSize] as const;
        const output = algebra.product(hidden, [rows, hiddenSize], gradient, shape, true, false);
        const input = algebra.product(gradient, shape, P2, secondShape, false, true);
        algebra.gate(input, hidden);
        return { input, weights: { b1: algebra.columnSums(input, rows), P2: output } };
      },
    };
  },
});
