import { expect, it } from 'vitest';
import { distances } from './distances/index';
import { presetParamSpecs, partIdsOf } from './distances/resolve';
import { lossWarnings, sweepLossWarnings } from './loss-warnings';
import { contrastive } from './losses/contrastive';

const params = { positiveMargin: 1, negativeMargin: 0.5, negativeWeight: 0.75 };
const crossed = { loss: 'contrastive', params };

it('says nothing of any distance as it comes', () => {
  for (const distance of distances) {
    const ids = partIdsOf(distance, {});
    const specs = Object.entries(presetParamSpecs(distance, ids));
    const own = Object.fromEntries(specs.map(([name, spec]) => [name, spec.default]));
    expect(lossWarnings({ loss: ids.loss, params: own }), distance.id).toEqual([]);
  }
});

it('warns of a positive margin above the negative one, where the loss does nothing between them', () => {
  expect(lossWarnings(crossed)).toMatchObject([
    { message: 'The positive margin α is larger than the negative margin β.' },
  ]);
  expect(contrastive.curve(0.75, params)).toEqual({ sameClass: 0, differentClass: 0 });
  for (const positiveMargin of [0.5, 0.1])
    expect(lossWarnings({ ...crossed, params: { ...params, positiveMargin } })).toEqual([]);
});

it('says of how many configurations of a sweep it is true', () => {
  const alpha = { name: 'positiveMargin', values: [0.1, 0.5, 1] };
  const beta = { name: 'negativeMargin', values: [0.3, 0.7] };
  const messages = (axes: Parameters<typeof sweepLossWarnings>[1]) =>
    sweepLossWarnings(crossed, axes).map(({ message }) => message);
  const whole = 'The positive margin α is larger than the negative margin β.';
  expect(messages([alpha, beta])).toEqual([
    'In 3 of 6 configurations: the positive margin α is larger than the negative margin β.',
  ]);
  expect(messages([{ name: 'k', values: [1, 5] }])).toEqual([whole]);
  expect(messages([])).toEqual([whole]);
  expect(messages([{ ...beta, values: [1, 2] }])).toEqual([]);
  expect(sweepLossWarnings({ loss: 'triplet', params }, [alpha])).toEqual([]);
});
