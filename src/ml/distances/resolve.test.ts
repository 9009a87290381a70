import { describe, expect, it } from 'vitest';
import { WorkbenchError, type ErrorBody } from '@shared/errors';
import { runRequestSchema, type RunConfig, type RunRequest } from '@shared/run';
import { embeddings } from '../embeddings/index';
import { losses } from '../losses/index';
import { normalizers } from '../normalizers/index';
import { optimizers } from '../optimizers/index';
import { samplers } from '../samplers/index';
import { distances } from './index';
import { allParamSpecs, distanceOf, presetParamSpecs, resolveRunConfig } from './resolve';

function resolve(request: Partial<RunRequest> & { distance: string }): RunConfig {
  return resolveRunConfig(runRequestSchema.parse({ dataset: 'sample', ...request }));
}

function errorOf(request: Partial<RunRequest> & { distance: string }): ErrorBody {
  try {
    resolve(request);
  } catch (error) {
    if (error instanceof WorkbenchError) return error.body;
    throw error;
  }
  throw new Error('nothing was thrown');
}

const sgd = { momentum: 0, weightDecay: 0 };
const shared = { batchSize: 50, satisfiedEpochs: 0, ...sgd };

describe('the four distances', () => {
  it.each([
    ['l2', { embedding: 'identity', loss: null, optimizer: null, sampler: null, params: {} }],
    [
      'l2-min',
      {
        embedding: 'linear',
        loss: 'same-class',
        params: { ...shared, learningRate: 0.01, epochs: 80, embeddingSize: 64 },
      },
    ],
    [
      'contrastive',
      {
        embedding: 'linear',
        loss: 'contrastive',
        params: {
          ...shared,
          learningRate: 0.05,
          epochs: 100,
          embeddingSize: 64,
          positiveMargin: 0.1,
          negativeMargin: 0.95,
          negativeWeight: 0.75,
        },
      },
    ],
    [
      'triplet',
      {
        embedding: 'mlp',
        loss: 'triplet',
        params: {
          ...shared,
          learningRate: 0.05,
          epochs: 100,
          embeddingSize: 64,
          hiddenSize: 256,
          margin: 0.7,
        },
      },
    ],
  ])('%s resolves to the settings that the design binds', (distance, expected) => {
    const training = { optimizer: 'sgd', sampler: 'shuffle' };
    expect(resolve({ distance })).toEqual({
      dataset: 'sample',
      distance,
      normalizer: 'symmetric',
      ...training,
      ...expected,
      k: 36,
      seed: 0,
      engine: 'auto',
      ...(distance === 'l2' ? {} : { initialisation: 'ziggurat' }),
    });
  });

  it('are in the order of the tutorial, and every part they name exists', () => {
    expect(distances.map(({ id }) => id)).toEqual(['l2', 'l2-min', 'contrastive', 'triplet']);
    const has = (registry: readonly { id: string }[], id: string | null) =>
      id === null || registry.some((entry) => entry.id === id);
    for (const { id } of distances) {
      const distance = distanceOf(id);
      expect(has(embeddings, distance.embedding)).toBe(true);
      expect(has(losses, distance.loss)).toBe(true);
      expect(has(optimizers, distance.optimizer)).toBe(true);
      expect(has(samplers, distance.sampler)).toBe(true);
      expect(has(normalizers, distance.normalizer)).toBe(true);
      const known = presetParamSpecs(distance);
      for (const name of Object.keys(distance.defaults)) expect(known).toHaveProperty(name);
    }
  });
});

describe('what is asked otherwise', () => {
  it('settings, parts, k, seed and engine are taken over', () => {
    const config = resolve({
      distance: 'triplet',
      embedding: 'linear',
      loss: 'contrastive',
      optimizer: 'adam',
      sampler: 'class-balanced',
      normalizer: 'unit',
      params: { epochs: 3, negativeMargin: 2, beta1: 0.5 },
      k: 5,
      seed: 9,
      engine: 'cpu',
    });
    expect(config).toMatchObject({
      distance: 'triplet',
      embedding: 'linear',
      loss: 'contrastive',
      optimizer: 'adam',
      sampler: 'class-balanced',
      normalizer: 'unit',
      k: 5,
      seed: 9,
      engine: 'cpu',
    });
    expect(config.params).toMatchObject({ epochs: 3, negativeMargin: 2, beta1: 0.5, positiveMargin: 0.1 });
    expect(config.params).not.toHaveProperty('hiddenSize');
    expect(config.params).not.toHaveProperty('margin');
    expect(config.params).not.toHaveProperty('momentum');
  });

  it('gives a distance without training what it needs to be trained', () => {
    expect(resolve({ distance: 'l2', embedding: 'linear', loss: 'triplet' })).toMatchObject({
      loss: 'triplet',
      optimizer: 'sgd',
      sampler: 'shuffle',
    });
  });

  it('scores every epoch of a distance that has epochs', () => {
    expect(resolve({ distance: 'triplet', everyEpoch: true }).everyEpoch).toBe(true);
    expect(resolve({ distance: 'triplet', everyEpoch: false })).not.toHaveProperty('everyEpoch');
    expect(resolve({ distance: 'l2', everyEpoch: true })).not.toHaveProperty('everyEpoch');
  });

  it('accepts a value at its limit', () => {
    expect(resolve({ distance: 'triplet', params: { margin: 0 } }).params.margin).toBe(0);
    expect(resolve({ distance: 'triplet', params: { batchSize: 2 } }).params.batchSize).toBe(2);
    expect(resolve({ distance: 'l2', k: 1 }).k).toBe(1);
  });

  it('offers a command line the settings of all parts, each once', () => {
    const names = Object.keys(allParamSpecs()).sort();
    const used = distances.flatMap(({ id }) => Object.keys(presetParamSpecs(distanceOf(id))));
    expect(names).toEqual(expect.arrayContaining([...new Set(used)]));
    expect(names).toEqual(expect.arrayContaining(['beta1', 'beta2', 'momentum', 'weightDecay']));
  });
});

describe('what cannot be run', () => {
  it.each([
    ['a negative margin', { params: { margin: -0.1 } }, '--margin is -0.1, but it must be at least 0.'],
    ['a margin that is not a number', { params: { margin: Infinity } }, null],
    ['a rate of 0', { params: { learningRate: 0 } }, '--learning-rate is 0, but it must be greater than 0.'],
    ['half an epoch', { params: { epochs: 1.5 } }, '--epochs is 1.5, but it must be a whole number.'],
    ['no epoch', { params: { epochs: 0 } }, '--epochs is 0, but it must be at least 1.'],
    ['a batch of one', { params: { batchSize: 1 } }, '--batch-size is 1, but it must be at least 2.'],
    ['a momentum of 1', { params: { momentum: 1 } }, '--momentum is 1, but it must be at most 0.999.'],
    ['k of 0', { k: 0 }, 'k is 0, but it must be a whole number of at least 1.'],
    ['a k that is not whole', { k: 2.5 }, 'k is 2.5, but it must be a whole number of at least 1.'],
  ])('%s', (_, request, message) => {
    if (message === null) return expect(() => resolve({ distance: 'triplet', ...request })).toThrow();
    const error = errorOf({ distance: 'triplet', ...request });
    expect(error).toMatchObject({ code: 'bad-input', message });
    expect(error.hint).not.toBe('');
  });

  it('an unknown distance names those there are', () => {
    const { code, message, hint } = errorOf({ distance: 'cosine' });
    expect(code).toBe('bad-input');
    expect(message).toBe('There is no distance "cosine".');
    for (const { id } of distances) expect(hint).toContain(id);
  });

  it.each([
    ['embedding', 'linear'],
    ['loss', 'contrastive'],
    ['optimizer', 'adam'],
    ['sampler', 'class-balanced'],
    ['normalizer', 'unit'],
  ])('an unknown %s names those there are', (part, one) => {
    const { code, message, hint } = errorOf({ distance: 'triplet', [part]: 'none-such' });
    expect(code).toBe('bad-input');
    expect(message).toBe(`There is no ${part} "none-such".`);
    expect(hint).toContain(one);
  });

  it('a setting of another distance names those that apply', () => {
    const { code, message, hint } = errorOf({ distance: 'contrastive', params: { margin: 1 } });
    expect({ code, message }).toEqual({ code: 'bad-input', message: '--margin does not apply here.' });
    expect(hint).toContain('--negative-margin');
    expect(hint).not.toContain('--hidden-size');
    expect(errorOf({ distance: 'l2', params: { epochs: 5 } }).hint).toBe('Settings that apply: none.');
  });

  it('a setting named like a built-in property is unknown too', () => {
    expect(errorOf({ distance: 'triplet', params: { constructor: 1 } }).code).toBe('bad-input');
  });

  it('a loss on an embedding that has nothing to train', () => {
    const { code, message, hint } = errorOf({ distance: 'l2', loss: 'triplet' });
    expect(code).toBe('bad-input');
    expect(message).toContain('"identity"');
    expect(message).toContain('"triplet"');
    expect(hint).toContain('linear');
    expect(errorOf({ distance: 'triplet', embedding: 'identity' }).code).toBe('bad-input');
  });

  it('an embedding that has weights to learn without a loss to learn them from', () => {
    expect(errorOf({ distance: 'l2', embedding: 'linear' }).code).toBe('bad-input');
    expect(errorOf({ distance: 'l2', embedding: 'mlp' }).code).toBe('bad-input');
  });

  it('an optimizer or a sampler without anything to train', () => {
    expect(errorOf({ distance: 'l2', optimizer: 'adam' }).code).toBe('bad-input');
  });
});
