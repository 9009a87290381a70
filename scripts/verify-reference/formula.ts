import { createRequire } from 'node:module';
import type { ParamValues } from '@shared/params';
import type { Parts } from '@ml/parts';
import type { Scalar, Tensor2D, Tf } from '@ml/tensors';
import { close } from './compare';
import { flat, type Check, type Reference } from './reference';

// The engines train with hand-derived gradients; only the whole package registers TensorFlow's own.
createRequire(import.meta.url)('@tensorflow/tfjs');

/** First loss and gradient from the formulas in tensor operations, differentiated by TensorFlow: the kernels' slow twin. */
export function formulaGradients(tf: Tf, reference: Reference, parts: Parts, params: ParamValues): Check[] {
  const rows = reference.batch_order?.[0]?.[0];
  if (!rows || !parts.training) return [];
  const names = Object.keys(reference.init ?? {});
  const x = tf.tensor2d(rows.map((row) => reference.X_train[row]!));
  const labels = rows.map((row) => reference.y_train[row]!);
  const same = tf.tensor2d(labels.map((a) => labels.map((b) => (a === b ? 1 : 0))));
  const { loss } = parts.training;
  const value = (...weights: Tensor2D[]): Scalar => {
    const named = Object.fromEntries(names.map((name, at) => [name, weights[at]!]));
    return loss.value(tf, pairwise(tf, parts.embedding.transform(tf, named, x)), same, params);
  };
  const initial = names.map((name) => {
    const values = reference.init![name]!;
    const rowCount = Array.isArray(values[0]) ? values.length : 1;
    return tf.tensor2d(flat(values), [rowCount, flat(values).length / rowCount]);
  });
  const { value: first, grads } = tf.valueAndGrads(value as never)(initial) as {
    value: Scalar;
    grads: Tensor2D[];
  };
  return [
    close('formula: loss of the first step', first.dataSync(), [reference.step_loss?.[0] ?? NaN], 2e-6),
    ...names.map((name, at) =>
      close(
        `formula: gradient of the first step, ${name}`,
        grads[at]!.dataSync(),
        flat(reference.first_grad![name]!),
        1e-5,
      ),
    ),
  ];
}

/** Squared distances of all pairs of rows, |a|² + |b|² − 2·a·b. */
export function pairwise(tf: Tf, z: Tensor2D): Tensor2D {
  const norms = tf.sum(tf.square(z), 1, true);
  return tf.sub(tf.add(norms, tf.transpose(norms)), tf.mul(2, tf.matMul(z, z, false, true)));
}
