import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobEventSchema, type JobEvent } from '@shared/job';
import type { Artefact } from '@shared/run';
import { nearest } from '@ml/knn';
import { filesIn, finishedOf, ofType, openRunner, splits, type Request } from './run-job-fixture';

const count = 39;
const inputSize = 36;
let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

const run: typeof runner.run = (request, attempt) => runner.run(request, attempt);

function readFloats(output: string, { file }: Artefact): Float32Array {
  return new Float32Array(Uint8Array.from(readFileSync(join(output, file))).buffer);
}

const epochs = 5;
const small = { epochs, batchSize: 8, embeddingSize: 4 };
/** Learners that between them take every path; 26 examples in batches of 8 are 4 steps an epoch, the last of 2. */
const kinds: {
  name: string;
  request: Request;
  path: 'gram' | 'direct';
  weights: Record<string, number[]>;
}[] = [
  {
    name: 'contrastive, SGD',
    request: { distance: 'contrastive', params: small },
    path: 'gram',
    weights: { P: [inputSize, 4] },
  },
  {
    name: 'triplet, momentum and decay',
    request: { distance: 'triplet', params: { ...small, hiddenSize: 6, momentum: 0.9, weightDecay: 0.01 } },
    path: 'gram',
    weights: { P1: [inputSize, 6], b1: [1, 6], P2: [6, 4] },
  },
  {
    name: 'triplet, Adam',
    request: {
      distance: 'triplet',
      optimizer: 'adam',
      params: { ...small, hiddenSize: 6, learningRate: 0.01 },
    },
    path: 'direct',
    weights: { P1: [inputSize, 6], b1: [1, 6], P2: [6, 4] },
  },
];

describe.each(kinds)('a run: $name', ({ request, path, weights }) => {
  it('tells what the contract names, in order and numbered without a gap', async () => {
    const { events } = await run(request, { firstSeq: 40 });
    for (const event of events) expect(jobEventSchema.safeParse(event).error).toBeUndefined();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, at) => 40 + at));
    const types = events.map(({ type }) => type);
    expect(types.filter((type) => type !== 'epochDiagnosed')).toEqual([
      'started',
      ...Array.from({ length: epochs }, () => 'epochFinished'),
      'finished',
    ]);
    for (const { seq, epoch } of ofType(events, 'epochDiagnosed')) {
      const before = events.find((event) => event.seq === seq - 1);
      expect(before, 'a diagnosis follows its epoch').toMatchObject({ type: 'epochFinished', epoch });
    }
    expect(events[0]).toMatchObject({ path, epoch: 0, engine: { name: 'cpu' }, versions: { node: 'test' } });
    const told = ofType(events, 'epochFinished');
    expect(told.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4, 5]);
    for (const { loss, durationMs } of told) {
      expect(Number.isFinite(loss)).toBe(true);
      expect(durationMs).toBeGreaterThan(0);
    }
    expect(told[0]!.scores).not.toBeNull();
    expect(told.at(-1)!.scores).not.toBeNull();
    expect(told.at(-1)!.loss!).toBeLessThan(told[0]!.loss!);
  });

  it('writes what it promises: names, shapes, sizes and SHA-256', async () => {
    const outcome = await run(request);
    const { artefacts } = finishedOf(outcome);
    const shapes = Object.fromEntries(artefacts.map(({ name, shape }) => [name, shape]));
    for (const [name, shape] of Object.entries(weights)) expect(shapes[`weights.${name}`]).toEqual(shape);
    expect(shapes.embedding).toEqual([count, 4]);
    for (const [split, queries] of Object.entries(splits)) {
      expect(shapes[`neighbours.${split}.indices`]).toEqual([queries, splits.train]);
      expect(shapes[`neighbours.${split}.distances`]).toEqual([queries, splits.train]);
    }
    expect(artefacts.length).toBe(1 + 6 + Object.keys(weights).length);
    for (const { file, bytes, sha256, dtype, shape } of artefacts) {
      const content = readFileSync(join(outcome.output, file));
      expect(content.length).toBe(bytes);
      expect(bytes).toBe(4 * shape.reduce((product, side) => product * side, 1));
      expect(dtype).toBe(file.endsWith('.i32') ? 'int32' : 'float32');
      expect(createHash('sha256').update(content).digest('hex')).toBe(sha256);
    }
    expect(filesIn(outcome.output)).toEqual(artefacts.map(({ file }) => file).sort());
  });

  it('tells neighbours and scores that follow from the embedding it wrote', async () => {
    const outcome = await run(request);
    const { artefacts, scores } = finishedOf(outcome);
    const of = (name: string) => artefacts.find((entry) => entry.name === name)!;
    const z = readFloats(outcome.output, of('embedding'));
    const distance = (a: number, b: number) =>
      [0, 1, 2, 3].reduce((sum, column) => sum + (z[a * 4 + column]! - z[b * 4 + column]!) ** 2, 0);
    let first = 0;
    for (const [split, queries] of Object.entries(splits)) {
      const bytes = readFileSync(join(outcome.output, of(`neighbours.${split}.indices`).file));
      const indices = new Int32Array(Uint8Array.from(bytes).buffer);
      const distances = readFloats(outcome.output, of(`neighbours.${split}.distances`));
      let wrong = 0;
      for (let query = 0; query < queries; query++) {
        const row = first + query;
        const naive = Float32Array.from({ length: splits.train }, (_, other) => distance(row, other));
        const found = indices.slice(query * splits.train, (query + 1) * splits.train);
        expect([...found].sort((a, b) => a - b)).toEqual(Array.from({ length: splits.train }, (_, at) => at));
        nearest(naive, splits.train).forEach((expected, rank) => {
          const told = distances[query * splits.train + rank]!;
          expect(Math.abs(told - naive[found[rank]!]!)).toBeLessThan(1e-4);
          expect(Math.abs(naive[expected]! - naive[found[rank]!]!)).toBeLessThan(1e-4);
        });
        const votes = [0, 1, 2].map(
          (label) => found.slice(0, 5).filter((at) => runner.labels[at] === label).length,
        );
        if (votes.indexOf(Math.max(...votes)) !== runner.labels[row]) wrong++;
      }
      expect(scores[split as keyof typeof splits]!.error).toBeCloseTo(wrong / queries, 12);
      first += queries;
    }
  });

  it('gives the same bits again', async () => {
    const [once, again] = [finishedOf(await run(request)), finishedOf(await run(request))];
    expect(again.artefacts).toEqual(once.artefacts);
    expect(again.scores).toEqual(once.scores);
    expect(again.facts).toEqual(once.facts);
    const other = finishedOf(await run({ ...request, seed: 4 }));
    expect(other.artefacts).not.toEqual(once.artefacts);
  });

  it('scored after every epoch, it tells of each and comes to the same bits', async () => {
    // So many epochs of so many images are not all scored otherwise.
    const long = { ...request, params: { ...request.params, epochs: 40 } };
    const [some, every] = [await run(long), await run({ ...long, everyEpoch: true })];
    const scored = ({ events }: typeof some) =>
      ofType(events, 'epochFinished').flatMap(({ epoch, scores }) => (scores ? [epoch] : []));
    const all = Array.from({ length: 40 }, (_, before) => before + 1);
    expect(scored(some).length).toBeLessThan(20);
    expect(scored(every)).toEqual(all);
    expect(ofType(every.events, 'epochDiagnosed').map(({ epoch }) => epoch)).toEqual(all);
    const weightsOf = (outcome: typeof some) =>
      finishedOf(outcome).artefacts.map(({ name, sha256 }) => [name, sha256]);
    expect(weightsOf(every)).toEqual(weightsOf(some));
    expect(finishedOf(every).scores).toEqual(finishedOf(some).scores);
  });

  // After the last step, 20, the result is scored anew; a whole run has it from the scores of its last epoch.
  it.each([1, 3, 4, 5, 11, 19, 20])(
    'cancelled after %s steps it goes on to the same bits',
    async (cancelAfter) => {
      const whole = await run(request);
      const stopped = await run(request, { cancelAfter });
      const [saved] = ofType(stopped.events, 'checkpointSaved');
      const done = Math.floor(cancelAfter / 4);
      expect(stopped.last).toMatchObject({ type: 'cancelled', epoch: done });
      expect(saved).toMatchObject({ epoch: done, step: cancelAfter % 4 });
      expect(ofType(stopped.events, 'epochFinished').length).toBe(done);
      expect(filesIn(stopped.output)).toEqual([saved!.folder]);
      const checkpoint = join(stopped.output, saved!.folder);
      const resumed = await run(request, { checkpoint, firstSeq: stopped.last.seq + 1 });
      expect(resumed.events[0]).toMatchObject({ type: 'started', epoch: done, seq: stopped.last.seq + 1 });
      const [goal, reached] = [finishedOf(whole), finishedOf(resumed)];
      expect(reached.artefacts).toEqual(goal.artefacts);
      expect(reached.scores).toEqual(goal.scores);
      expect(reached.facts).toEqual(goal.facts);
      const curve = (events: JobEvent[]) =>
        ofType(events, 'epochFinished').map(({ epoch, loss, activeShare, scores }) => ({
          epoch,
          loss,
          activeShare,
          scores,
        }));
      expect([...curve(stopped.events), ...curve(resumed.events)]).toEqual(curve(whole.events));
    },
  );

  it('saves checkpoints as time goes by, each good to go on from', async () => {
    const whole = await run(request, { checkpointEveryMs: 12 });
    const saved = ofType(whole.events, 'checkpointSaved');
    expect(saved.length).toBeGreaterThan(2);
    const { folder: name } = saved[1]!;
    const resumed = await run(request, { checkpoint: join(whole.output, name) });
    expect(finishedOf(resumed).artefacts).toEqual(finishedOf(whole).artefacts);
  });
});
