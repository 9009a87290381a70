import { Command } from 'commander';
import { describe, expect, test } from 'vitest';
import { allParamSpecs } from '@ml/distances/resolve';
import { flagOf } from '@shared/params';
import { addTrainOptions, requestOf } from './train-options';

function parse(...argv: string[]) {
  const command = new Command('train').exitOverride().configureOutput({ outputError: () => undefined });
  addTrainOptions(command);
  command.parse(argv, { from: 'user' });
  return requestOf(command.opts());
}

describe('flags of train', () => {
  test('leave what is not given to the defaults', () => {
    expect(parse('--dataset', 'd', '--distance', 'l2')).toEqual({ dataset: 'd', distance: 'l2', params: {} });
  });

  test('become a request', () => {
    const flags =
      '-k 5 --margin 0.3 --learning-rate 1e-2 --batch-size 20 --seed 7 --engine wasm --loss triplet'.split(
        ' ',
      );
    const request = parse(
      '--dataset',
      'd',
      '--distance',
      'triplet',
      '--name',
      'my run',
      '--tag',
      'a',
      '--tag',
      'b',
      ...flags,
    );
    expect(request).toEqual({
      dataset: 'd',
      distance: 'triplet',
      loss: 'triplet',
      k: 5,
      seed: 7,
      engine: 'wasm',
      name: 'my run',
      tags: ['a', 'b'],
      params: { margin: 0.3, learningRate: 0.01, batchSize: 20 },
    });
  });

  test('pass on values that are out of range, for the core to refuse', () => {
    expect(parse('--dataset', 'd', '--distance', 'triplet', '--margin', '-1').params).toEqual({ margin: -1 });
    expect(parse('--dataset', 'd', '--distance', 'triplet', '--margin=-.5').params).toEqual({ margin: -0.5 });
  });

  test.each(Object.keys(allParamSpecs()))('has one for the setting %s of the registries', (name) => {
    expect(parse('--dataset', 'd', '--distance', 'l2', flagOf(name), '3').params).toEqual({ [name]: 3 });
  });
});
