import type { Child } from '../child';
import type { DataFile, NearestQuestion } from '../protocol';
import { defineRow, type Bench, type Row, type RowResult, type Side } from './row';

/** As the trainer does it: one process, one thread. */
export const nearest = nearestRow('nearest', 1, 1);

/** The queries divided among two processes, as a sweep divides its fits. */
export const nearestTwoProcesses = nearestRow('nearest-2-processes', 2, null);

const k = 100;

function nearestRow(name: string, processes: number, toReach: number | null): Row {
  return defineRow({
    name,
    toReach,
    skip: (bench) => (bench.fashionMnist() ? null : 'Fashion-MNIST is missing (METRIC_WORKBENCH_SHARED)'),
    measure: (bench) => measure(bench, bench.fashionMnist()!, processes),
  });
}

async function measure(bench: Bench, data: DataFile, processes: number): Promise<RowResult> {
  const queries = data.count - data.train;
  const children = await Promise.all(Array.from({ length: processes }, () => bench.ours(data)));
  const peerChild = await bench.peer('sklearn_nearest.py', data);
  const ours: Side = { ms: [], firstAddsMs: null, peakMb: 0 };
  const peer: Side = { ms: [], firstAddsMs: null, peakMb: 0 };
  const everyError: number[][] = [];
  try {
    await Promise.all([...children, peerChild].map((child) => child.ask(part(0, 100))));
    for (let round = 0; round < Math.min(2, bench.options.rounds); round++) {
      everyError[0] = await divided(children, queries, ours);
      everyError[1] = await divided([peerChild], queries, peer);
    }
  } finally {
    await Promise.all([...children, peerChild].map((child) => child.stop()));
  }
  const [own, other] = everyError as [number[], number[]];
  const largest = Math.max(...own.map((error, index) => Math.abs(error - other[index]!)));
  return {
    ours,
    peer,
    what:
      `kNN, ${queries} queries × ${data.train} × ${data.size}, votes of every k ≤ ${k}; ours: ${processes} ` +
      `process${processes > 1 ? 'es' : ''}, one thread each; peer: scikit-learn brute force, float32, all cores, votes in NumPy`,
    notes: [`${largest <= 0.002 ? '' : 'NOT THE SAME WORK? '}errors differ by at most ${largest.toFixed(4)}`],
  };
}

/** Every process answers its share of the queries; returns the error of every k over all of them. */
async function divided(children: readonly Child[], queries: number, side: Side): Promise<number[]> {
  const share = queries / children.length;
  const began = performance.now();
  const answers = await Promise.all(
    children.map((child, index) =>
      child.ask(part(Math.round(index * share), Math.round((index + 1) * share))),
    ),
  );
  side.ms.push(performance.now() - began);
  side.peakMb = answers.reduce((sum, { peakMb }) => sum + peakMb, 0);
  const lists = answers.map(({ errors }) => errors![0]!);
  return lists[0]!.map((_, at) => lists.reduce((sum, list) => sum + list[at]!, 0) / lists.length);
}

function part(from: number, to: number): NearestQuestion {
  return { task: 'nearest', k, from, to };
}
