import { describe, expect, it } from 'vitest';
import { WorkbenchError } from '@shared/errors';
import { tutorialMargins } from '../tutorial/plan';
import { parseAxis } from './axes';

describe('parseAxis', () => {
  it.each([
    ['margin=0.1,0.5,1', { name: 'margin', values: [0.1, 0.5, 1] }],
    ['margin=0:1:5', { name: 'margin', values: [0, 0.25, 0.5, 0.75, 1] }],
    ['margin=linear:0:1:2', { name: 'margin', values: [0, 1] }],
    ['margin=0.3:0.1:3', { name: 'margin', values: [0.3, 0.2, 0.1] }],
    [
      'learningRate=log:0.001:0.1:5',
      { name: 'learningRate', values: [0.001, 0.00316227766017, 0.01, 0.0316227766017, 0.1] },
    ],
    ['learning-rate=1e-3', { name: 'learningRate', values: [0.001] }],
    ['--learning-rate = .5 , 2.', { name: 'learningRate', values: [0.5, 2] }],
    ['k=1,5,36', { name: 'k', values: [1, 5, 36] }],
    ['-k=5', { name: 'k', values: [5] }],
    ['k=log:1:100:5', { name: 'k', values: [1, 3, 10, 32, 100] }],
    ['embeddingSize=log:16:256:5', { name: 'embeddingSize', values: [16, 32, 64, 128, 256] }],
    ['k=1:3:9', { name: 'k', values: [1, 2, 3] }],
    ['margin=0.5,0.5,-0', { name: 'margin', values: [0.5, 0] }],
  ])('%s', (text, axis) => expect(parseAxis(text)).toEqual(axis));

  it('takes the same steps as the tutorial, without the dust of floating point', () => {
    const { values } = parseAxis('margin=0.1:2:15');
    expect(values).toHaveLength(15);
    expect(values.map((value) => Number(value.toFixed(4)))).toEqual(tutorialMargins);
    expect(values[0]).toBe(0.1);
    expect(values[7]).toBe(1.05);
    expect(values[14]).toBe(2);
  });

  it.each([
    ['', 'it has no name and values'],
    ['margin', 'it has no name and values'],
    ['=1', 'it has no name and values'],
    ['margin=', 'a value is missing'],
    ['margin=1,,2', 'a value is missing'],
    ['margin=a', '"a" is not a number'],
    ['margin=0x10', '"0x10" is not a number'],
    ['margin=Infinity', '"Infinity" is not a number'],
    ['margin=1e999', '"1e999" is not a number'],
    ['margin=1:2', 'a range is written first:last:count'],
    ['margin=log:1:2', 'a range is written first:last:count'],
    ['margin=1:2:3:4', 'a range is written first:last:count'],
    ['margin=1:2:1', 'a whole number from 2 to 10000, not 1'],
    ['margin=1:2:2.5', 'a whole number from 2 to 10000, not 2.5'],
    ['margin=1:2:10001', 'a whole number from 2 to 10000, not 10001'],
    ['learning-rate=log:0:1:3', 'must begin and end above 0'],
  ])('refuses "%s"', (text, what) => {
    const error = thrownBy(() => parseAxis(text));
    expect(error.code).toBe('bad-input');
    expect(error.message).toContain(`--vary ${text} cannot be read`);
    expect(error.message).toContain(what);
    expect(error.hint).toContain('margin=0.1:2:15');
  });

  it('names what can be varied', () => {
    const error = thrownBy(() => parseAxis('margni=1'));
    expect(error.message).toBe('--vary margni=1: there is no setting "margni".');
    expect(error.hint).toContain('margin');
    expect(error.hint).toContain('k');
    expect(thrownBy(() => parseAxis('constructor=1')).message).toContain('there is no setting');
  });

  it('does not repeat a long text in full', () => {
    expect(thrownBy(() => parseAxis(`margin=${'x'.repeat(10_000)}`)).message.length).toBeLessThan(300);
    expect(thrownBy(() => parseAxis(`margin=${Array(10_001).fill('1').join(',')}`)).message).toContain(
      '10001 values',
    );
  });
});

function thrownBy(attempt: () => unknown): WorkbenchError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof WorkbenchError) return error;
  }
  throw new Error('Nothing was refused');
}
