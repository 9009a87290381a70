import { createRequire } from 'node:module';
import { beforeAll, describe, expect, it } from 'vitest';
import { runRequestSchema, type RunRequest } from '@shared/run';
import { resolveRunConfig } from './distances/resolve';
import { initialise } from './embeddings/embedding';
import { fit, start, type FitEvent, type FitPlan, type Position } from './fit';
import { arrayInputs } from './inputs';
import { createLearner, type Learner } from './learner';
import { partsOf } from './parts';
import { createRandom } from './random';
import { shuffle } from './samplers/shuffle';
import type { Tf, Weights } from './tensors';

const tf = createRequire(import.meta.url)('@tensorflow/tfjs') as Tf;
beforeAll(async () => {
  tf.env().set('IS_TEST', true);
  await tf.setBackend('cpu');
});

const [trainCount, count, size] = [23, 28, 12];
const labels = Int32Array.from({ length: trainCount }, (_, row) => row % 3);
const seed = 4;

/** A real learner on a small dataset: 23 examples in batches of 8, so that every epoch ends with a batch of 7. */
function learnerOf(request: Partial<RunRequest> & { distance: string }, path: 'gram' | 'direct'): Learner {
  const given = runRequestSchema.parse({ dataset: 'x', seed, ...request });
  const config = resolveRunConfig({ ...given, params: { embeddingSize: 4, ...given.params } });
  const parts = partsOf(config);
  const random = createRandom(1, 'inputs');
  const inputs = arrayInputs(
    Float32Array.from({ length: count * size }, () => random.normal()),
    size,
  );
  const initial = initialise(parts.embedding, size, config.params, (name) => createRandom(seed, name));
  return createLearner({ tf, parts, params: config.params, inputs, labels, initial, path });
}

const plan: FitPlan = { labels, sampler: shuffle, batchSize: 8, epochs: 4, seed, from: start };

type End = { events: FitEvent[]; weights: Weights; embedded: Float32Array };

function run(learner: Learner, from: Position = start): End {
  const events = [...fit(learner, { ...plan, from })];
  return { events, weights: learner.weights(), embedded: learner.transform(0, count) };
}

const epochsOf = (events: FitEvent[]) => events.filter((event) => event.type === 'epoch');

const kinds = [
  ['contrastive with SGD in Gram space', { distance: 'contrastive' }, 'gram'],
  [
    'contrastive with momentum and decay in Gram space',
    { distance: 'contrastive', params: { momentum: 0.9, weightDecay: 0.01 } },
    'gram',
  ],
  ['triplet MLP with SGD in Gram space', { distance: 'triplet', params: { hiddenSize: 6 } }, 'gram'],
  [
    'triplet MLP with momentum, directly',
    { distance: 'triplet', params: { hiddenSize: 6, momentum: 0.5 } },
    'direct',
  ],
  [
    'triplet MLP with Adam, directly',
    { distance: 'triplet', optimizer: 'adam', params: { hiddenSize: 6, learningRate: 0.01 } },
    'direct',
  ],
  ['same-class with SGD, directly', { distance: 'l2-min' }, 'direct'],
] as const;

describe.each(kinds)('fit: %s', (_, request, path) => {
  it('gives the same bits again', () => {
    const once = run(learnerOf(request, path));
    expect(run(learnerOf(request, path))).toEqual(once);
    expect(epochsOf(once.events).length).toBe(plan.epochs);
  });

  it('goes on from any step and gives the same bits as a fit that never stopped', () => {
    const whole = run(learnerOf(request, path));
    const cuts = whole.events.filter((event) => event.type === 'step').length;
    expect(cuts).toBe(plan.epochs * 3);
    for (let cut = 1; cut <= cuts; cut++) {
      const learner = learnerOf(request, path);
      const before: FitEvent[] = [];
      let stopped: Position | null = null;
      for (const event of fit(learner, plan)) {
        before.push(event);
        if (event.type === 'step' && before.filter(({ type }) => type === 'step').length === cut) {
          stopped = event.position;
          break;
        }
      }
      const state = structuredClone(learner.state());
      const resumed = learnerOf(request, path);
      resumed.restore(state);
      const after = run(resumed, structuredClone(stopped!));
      expect([...before, ...after.events], `cut after step ${cut}`).toEqual(whole.events);
      expect(after.weights).toEqual(whole.weights);
      expect(after.embedded).toEqual(whole.embedded);
    }
  });

  it('lowers the loss', () => {
    const losses = epochsOf(run(learnerOf(request, path)).events).map(({ loss }) => loss);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  });
});

/** Answers each step from a list, and notes which rows it was given. */
function scripted(losses: number[]): { learner: Learner; batches: number[][] } {
  const batches: number[][] = [];
  const learner: Learner = {
    step(rows) {
      batches.push(Array.from(rows));
      return { loss: losses[batches.length - 1] ?? 1, active: rows.length, possible: 20 };
    },
    transform: () => new Float32Array(0),
    outputSize: 1,
    weights: () => ({}),
    state: () => ({ arrays: {}, steps: 0 }),
    restore: () => undefined,
    dispose: () => undefined,
  };
  return { learner, batches };
}

describe('an epoch', () => {
  it('tells the mean of its batch losses and the share of what was active, the short batch included', () => {
    const { learner, batches } = scripted([1, 2, 6, 10, 20, 30]);
    const events = [...fit(learner, { ...plan, epochs: 2 })];
    expect(batches.map((rows) => rows.length)).toEqual([8, 8, 7, 8, 8, 7]);
    expect(epochsOf(events)).toEqual([
      { type: 'epoch', epoch: 1, loss: 3, activeShare: 23 / 60 },
      { type: 'epoch', epoch: 2, loss: 20, activeShare: 23 / 60 },
    ]);
  });

  it('sees every row once, in an order of its own', () => {
    const { learner, batches } = scripted([]);
    for (const event of fit(learner, { ...plan, epochs: 2 })) expect(event.type).not.toBe('diverged');
    const [first, second] = [batches.slice(0, 3).flat(), batches.slice(3).flat()];
    const sorted = (rows: number[]) => [...rows].sort((a, b) => a - b);
    expect(sorted(first)).toEqual(sorted(second));
    expect(sorted(first)).toEqual(Array.from(labels, (_, row) => row));
    expect(first).not.toEqual(second);
  });

  it('has no active share where nothing was possible', () => {
    const { learner } = scripted([]);
    const idle = { ...learner, step: () => ({ loss: 0, active: 0, possible: 0 }) };
    expect(epochsOf([...fit(idle, { ...plan, epochs: 1 })])[0]).toMatchObject({ activeShare: null });
  });

  it('is followed by the place where training can be left', () => {
    const { learner } = scripted([]);
    const events = [...fit(learner, { ...plan, epochs: 1 })];
    expect(events.map(({ type }) => type)).toEqual(['step', 'step', 'epoch', 'step']);
    expect(events.at(-1)).toEqual({ type: 'step', position: { ...start, epoch: 1 }, steps: 3 });
  });

  it('is not run again once all are done', () => {
    const { learner, batches } = scripted([]);
    expect([...fit(learner, { ...plan, from: { ...start, epoch: plan.epochs } })]).toEqual([]);
    expect(batches).toEqual([]);
  });
});

describe('a loss that is not finite', () => {
  it.each([NaN, Infinity, -Infinity])('%s ends the fit at once, naming epoch and step', (loss) => {
    const { learner, batches } = scripted([1, 1, 1, 1, loss, 1]);
    const events = [...fit(learner, plan)];
    expect(events.at(-1)).toEqual({ type: 'diverged', epoch: 2, step: 2 });
    expect(batches.length).toBe(5);
    expect(epochsOf(events).length).toBe(1);
  });

  it('comes of a real learner with far too large a rate', () => {
    for (const path of ['gram', 'direct'] as const) {
      const { events } = run(learnerOf({ distance: 'contrastive', params: { learningRate: 1e9 } }, path));
      expect(events.at(-1)!.type).toBe('diverged');
    }
  });
});
