import { compute, type Tf } from '@ml/tensors';

/** The engine with a clock around every computation and every reading of its result. */
export function watchedEngine(tf: Tf) {
  let ms = 0;
  let calls = 0;
  const timed = <T>(work: () => T): T => {
    const began = performance.now();
    const result = work();
    ms += performance.now() - began;
    return result;
  };
  const tidy = ((build: Parameters<Tf['tidy']>[0]) => {
    const result = timed(() => tf.tidy(build));
    calls++;
    if (!(result instanceof tf.Tensor)) return result;
    const read = result.dataSync.bind(result);
    return Object.assign(result, { dataSync: () => timed(read) });
  }) as Tf['tidy'];
  return {
    tf: new Proxy(tf, { get: (target, name) => (name === 'tidy' ? tidy : Reflect.get(target, name)) }),
    ms: () => ms,
    calls: () => calls,
    reset() {
      ms = 0;
      calls = 0;
    },
  };
}

/** What one product costs when there is nothing to multiply: two arrays in, one call, one array out. */
export function emptyCallMs(tf: Tf): number {
  const one = new Float32Array(1);
  const rounds = 2000;
  const call = () => compute(tf, () => tf.matMul(tf.tensor2d(one, [1, 1]), tf.tensor2d(one, [1, 1])));
  for (let round = 0; round < rounds; round++) call();
  const began = performance.now();
  for (let round = 0; round < rounds; round++) call();
  return (performance.now() - began) / rounds;
}
