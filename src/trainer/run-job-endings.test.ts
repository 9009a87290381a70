import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { terminalEventTypes } from '@shared/job';
import { writeDataset } from './dataset-fixture';
import { filesIn, finishedOf, ofType, openRunner, type Request } from './run-job-fixture';

let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

const run: typeof runner.run = (request, attempt) => runner.run(request, attempt);

const inputSize = 36;
const epochs = 5;
const small = { epochs, batchSize: 8, embeddingSize: 4 };

describe('the loop', () => {
  it('looks up from its work, and waits for a host that is behind', async () => {
    const { settledCalls } = await run({ distance: 'contrastive', params: small });
    expect(settledCalls).toBeGreaterThan(2);
  });

  it('leaves no tensor behind, however the run ends', async () => {
    const before = runner.tf.memory().numTensors;
    await run({ distance: 'contrastive', params: small });
    await run({ distance: 'contrastive', params: small }, { cancelAfter: 2 });
    await run({ distance: 'contrastive', params: { ...small, learningRate: 1e6 } });
    await expect(
      run({ distance: 'triplet', params: small }, { checkpoint: join(runner.folder, 'none') }),
    ).rejects.toThrow();
    expect(runner.tf.memory().numTensors).toBe(before);
  });
});

describe('plain L2', () => {
  it('trains nothing, and still tells neighbours, scores and facts', async () => {
    const outcome = await run({ distance: 'l2' });
    expect(outcome.events.map(({ type }) => type)).toEqual(['started', 'finished']);
    expect(outcome.events[0]).toMatchObject({ path: 'none' });
    const { artefacts, scores, facts } = finishedOf(outcome);
    expect(artefacts.map(({ name }) => name).filter((name) => !name.startsWith('neighbours.'))).toEqual([]);
    expect(artefacts.length).toBe(6);
    expect(scores.validation!.error).toBeLessThan(0.5);
    expect(facts).toMatchObject({ initialWeightNorm: null, finalWeightNorm: null, finalWeights: null });
    expect(facts.finalSpread).toBe(facts.initialSpread);
    expect(facts.meanDifferentClassDistance).toBeGreaterThan(facts.meanSameClassDistance);
  });

  it('does without validation and test', async () => {
    const datasetFolder = join(runner.folder, 'train-only');
    writeDataset(datasetFolder, { train: 12, validation: 0, test: 0 });
    const { artefacts, scores } = finishedOf(await run({ distance: 'l2' }, { datasetFolder }));
    expect([scores.validation, scores.test]).toEqual([null, null]);
    expect(artefacts.map(({ name }) => name)).toEqual([
      'neighbours.train.indices',
      'neighbours.train.distances',
    ]);
  });
});

describe('facts', () => {
  it('show the collapse of the same-class distance', async () => {
    const params = { ...small, epochs: 60, learningRate: 0.05 };
    const { facts } = finishedOf(await run({ distance: 'l2-min', params }));
    expect(facts.finalSpread).toBeLessThan(facts.initialSpread);
    expect(facts.finalWeightNorm!).toBeLessThan(facts.initialWeightNorm!);
    for (const histogram of [facts.initialWeights!, facts.finalWeights!]) {
      expect(histogram.counts.length).toBe(250);
      expect(histogram.counts.reduce((sum, at) => sum + at, 0)).toBe(inputSize * 4);
    }
  });
});

describe('a rate that is far too large', () => {
  const cases: [string, Request, number][] = [
    ['same-class, where the limit is exact', { distance: 'l2-min', params: small }, 1e6],
    ['contrastive, where smaller ones are tried', { distance: 'contrastive', params: small }, 1e6],
    ['same-class with weight decay', { distance: 'l2-min', params: { ...small, weightDecay: 20 } }, 1e6],
    ['same-class with momentum', { distance: 'l2-min', params: { ...small, momentum: 0.9 } }, 1e6],
  ];

  it.each(cases)('ends the run as diverged, naming one that holds: %s', async (_, request, learningRate) => {
    const params = { ...request.params, epochs: 120 };
    const { last, events, output } = await run({ ...request, params: { ...params, learningRate } });
    if (last.type !== 'diverged') throw new Error(`it ended as ${last.type}`);
    expect(last.message).toMatch(/epoch \d+, step \d+/);
    expect(last.message).toContain(String(learningRate));
    expect(last.epoch).toBe(ofType(events, 'epochFinished').length + 1);
    expect(filesIn(output)).toEqual([]);
    const named = last.holdingRate ?? NaN;
    expect(last.hint).toBe(`A learning rate of ${named} holds here.`);
    expect(named).toBeLessThan(learningRate);
    const held = await run({ ...request, params: { ...params, learningRate: named } });
    const losses = ofType(held.events, 'epochFinished').map(({ loss }) => loss!);
    expect(held.last.type).toBe('finished');
    expect(losses.at(-1)!).toBeLessThanOrEqual(10 * losses[0]!);
  });

  it('is found by the run itself when it is asked to, and goes on from a checkpoint to the same bits', async () => {
    const params = { ...small, learningRate: 1e6 };
    const request = { distance: 'contrastive', autoLearningRate: true, params };
    const whole = await run(request);
    const found = whole.events[0]!.type === 'started' ? whole.events[0].learningRate : undefined;
    expect(found).toBeLessThan(1e6);
    const stopped = await run(request, { cancelAfter: 7 });
    const [saved] = ofType(stopped.events, 'checkpointSaved');
    const resumed = await run(request, { checkpoint: join(stopped.output, saved!.folder) });
    expect(resumed.events[0]).toMatchObject({ learningRate: found });
    expect(finishedOf(resumed).artefacts).toEqual(finishedOf(whole).artefacts);
  });
});

describe('a run in which nothing is left to do', () => {
  const nothing = { distance: 'contrastive', params: { ...small, positiveMargin: 1e6, negativeMargin: 0 } };
  const request = { ...nothing, params: { ...nothing.params, satisfiedEpochs: 2 } };

  it('stops early when it is asked to, and only then', async () => {
    expect(ofType((await run(request)).events, 'epochFinished').length).toBe(2);
    expect(ofType((await run(nothing)).events, 'epochFinished').length).toBe(epochs);
  });

  it.each([3, 4, 6, 7, 8])(
    'stops at the same place when it was cancelled after %s steps',
    async (cancelAfter) => {
      const whole = await run(request);
      const stopped = await run(request, { cancelAfter });
      const [saved] = ofType(stopped.events, 'checkpointSaved');
      if (!saved) return expect(stopped.last.type).toBe('finished');
      const resumed = await run(request, { checkpoint: join(stopped.output, saved.folder) });
      const told = [...ofType(stopped.events, 'epochFinished'), ...ofType(resumed.events, 'epochFinished')];
      expect(told.map(({ epoch }) => epoch)).toEqual([1, 2]);
      expect(finishedOf(resumed).facts).toEqual(finishedOf(whole).facts);
    },
  );

  it('says so after all epochs as well, cancelled at the very end or not', async () => {
    const whole = await run(nothing);
    const stopped = await run(nothing, { cancelAfter: 4 * epochs });
    const [saved] = ofType(stopped.events, 'checkpointSaved');
    const resumed = await run(nothing, { checkpoint: join(stopped.output, saved!.folder) });
    expect(finishedOf(whole).facts.verdicts?.map(({ kind }) => kind)).toEqual(['satisfied']);
    expect(finishedOf(resumed).facts).toEqual(finishedOf(whole).facts);
  });
});

describe('every run ends once', () => {
  it('with one last event, whatever happens', async () => {
    const runs = [
      await run({ distance: 'l2' }),
      await run({ distance: 'contrastive', params: small }, { cancelAfter: 1 }),
      await run({ distance: 'contrastive', params: { ...small, learningRate: 1e9 } }),
    ];
    for (const { events } of runs)
      expect(events.filter(({ type }) => terminalEventTypes.includes(type)).length).toBe(1);
  });
});
