import { compute } from '../tensors';
import type { FirstLayer, FirstLayerOptions } from './first-layer';

/** Keeps P itself; each step costs two products through all inputs. Fits every optimizer and any number of examples. */
export function directLayer(options: FirstLayerOptions): FirstLayer {
  const { tf, inputs, columns, copies, optimizer, params } = options;
  if (copies !== 1) throw new Error('Copies share nothing on the direct path: train them one by one.');
  const weight = options.initial.slice();
  const slots = Array.from({ length: optimizer.slots }, () => new Float32Array(weight.length));
  const shape: [number, number] = [inputs.size, columns];
  let tensor = tf.tensor2d(weight, shape);

  const upload = () => {
    tensor.dispose();
    tensor = tf.tensor2d(weight, shape);
  };
  const product = (x: Float32Array, rows: number) =>
    compute(tf, () => tf.matMul(tf.tensor2d(x, [rows, inputs.size]), tensor));

  return {
    forward: (rows) => product(inputs.gather(rows), rows.length),
    update(rows, gradient, step) {
      const x = inputs.gather(rows);
      const full = compute(tf, () => {
        const left = tf.tensor2d(x, [rows.length, inputs.size]);
        return tf.matMul(left, tf.tensor2d(gradient, [rows.length, columns]), true, false);
      });
      optimizer.update(weight, full, slots, params, step);
      upload();
    },
    project: (from, to) => product(inputs.block(from, to), to - from),
    weight: () => weight.slice(),
    state: () => ({
      weight: weight.slice(),
      ...Object.fromEntries(slots.map((slot, index) => [`slot${index}`, slot.slice()])),
    }),
    restore(state) {
      weight.set(state.weight!);
      slots.forEach((slot, index) => slot.set(state[`slot${index}`]!));
      upload();
    },
    dispose: () => tensor.dispose(),
  };
}
