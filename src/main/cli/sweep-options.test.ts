import { Command } from 'commander';
import { expect, test } from 'vitest';
import { addSweepOptions, sweepRequestOf } from './sweep-options';

function parse(...argv: string[]) {
  const command = new Command('sweep').exitOverride().configureOutput({ outputError: () => undefined });
  addSweepOptions(command);
  command.parse(['--dataset', 'd', '--distance', 'triplet', ...argv], { from: 'user' });
  return sweepRequestOf(command.opts());
}

test('without flags of its own it cross-validates one configuration over five folds', () => {
  expect(parse()).toEqual({
    dataset: 'd',
    distance: 'triplet',
    params: {},
    axes: [],
    folds: 5,
    outerFolds: 0,
  });
});

test('what is varied becomes axes, and the flags of train the base', () => {
  const request = parse(
    ...['--vary', 'margin=0.1:0.5:3', '--vary', 'k=1,5', '--learning-rate', '0.01', '--epochs', '20'],
    ...['--folds', '3', '--outer-folds', '2', '--workers', '4', '--seed', '7'],
  );
  expect(request).toEqual({
    dataset: 'd',
    distance: 'triplet',
    params: { learningRate: 0.01, epochs: 20 },
    seed: 7,
    axes: [
      { name: 'margin', values: [0.1, 0.3, 0.5] },
      { name: 'k', values: [1, 5] },
    ],
    folds: 3,
    outerFolds: 2,
    workers: 4,
  });
});

test.each([
  ['--vary', 'margn=1,2', /no setting "margn"/],
  ['--vary', 'margin=1:2', /first:last:count/],
  ['--folds', '1.5', /whole number/],
  ['--workers', '-1', /whole number/],
])('%s %s is refused', (flag, value, fault) => {
  expect(() => parse(flag, value)).toThrow(fault);
});
