import { expect, test } from 'vitest';
import { exitCodeOfRun } from './finish-run';
import { runFixture } from '@core/run/run-detail-fixture';
import { createRunProgress } from './run-progress';
import { runText } from './run-text';
import { createStyle } from './terminal/style';

const plain = createStyle(false);

test('a finished run shows its errors at its k, at others, and at the best', () => {
  const lines = runText(runFixture(), plain, 100, false).split('\n');
  expect(lines[0]).toBe('r1  a triplet');
  expect(lines[1]).toBe(
    'finished: triplet on sample; epoch 2 of 2; loss 0.25; trained 1.5 s, scored 0.2 s; native 4.22.0, gram',
  );
  expect(lines.find((line) => line.startsWith('validation'))?.split(/ {2,}/)).toEqual([
    'validation',
    '30.0 %',
    '31.0 %',
    '29.0 %',
    '5 (29.0 %)',
  ]);
});

test('a run without results shows what went wrong and no table', () => {
  const error = {
    code: 'diverged',
    message: 'The loss was not finite in epoch 3.',
    hint: 'Try --learning-rate 0.001.',
  };
  const run = runFixture({ status: 'diverged', scores: null, timing: null, error });
  const text = runText(run, plain, 100, false);
  expect(text).toContain(`${error.message}\n${error.hint}`);
  expect(text).not.toContain('leave one out');
});

test('a run that diverged names the flag of a learning rate that holds', () => {
  const textOf = (hint: string, holdingRate?: number | null) => {
    const error = { code: 'diverged', message: 'It grew.', hint, holdingRate };
    return runText(runFixture({ status: 'diverged', scores: null, error }), plain, 100, false);
  };
  expect(textOf('A rate of 0.01 holds here.', 0.01)).toContain(
    'A rate of 0.01 holds here. (--learning-rate 0.01, or auto to have it found)',
  );
  expect(textOf('Try a smaller one, or have it found.')).toContain('found. (--learning-rate auto)');
  expect(textOf('None holds.', null)).not.toContain('--');
  expect(textOf('As an older version said (--learning-rate 0.5).')).not.toContain('auto');
});

test('the full text names the settings as flags', () => {
  expect(runText(runFixture(), plain, 100, true)).toContain(
    '--margin 0.7 --learning-rate 0.05 -k 36 --seed 0',
  );
});

test.each([
  ['finished', null, 0],
  ['cancelled', null, 130],
  ['diverged', 'diverged', 4],
  ['failed', 'storage', 6],
  ['failed', 'bad-input', 3],
  ['failed', 'something new', 1],
  ['interrupted', null, 1],
] as const)('a run that is %s (%s) exits with %i', (status, code, exit) => {
  const error = code === null ? null : { code, message: 'm', hint: 'h' };
  expect(exitCodeOfRun({ status, error })).toBe(exit);
});

test('progress counts a resumed run from where it goes on', () => {
  let nowMs = 0;
  const progressOf = createRunProgress(100, () => nowMs);
  const engine = { name: 'native', version: '4', why: '' } as const;
  progressOf({ runId: 'r1', seq: 0, type: 'started', engine, path: 'gram', epoch: 50, versions: {} });
  nowMs = 10_000;
  const epoch = {
    runId: 'r1',
    seq: 1,
    type: 'epochFinished',
    epoch: 60,
    activeShare: null,
    durationMs: 1000,
  } as const;
  const scores = { trainError: 0.1, trainLeaveOneOutError: 0.2, validationError: 0.3 };
  expect(progressOf({ ...epoch, loss: 0.125, scores })).toEqual({
    share: 0.6,
    text: 'epoch 60/100  loss 0.125  train 20.0 %  validation 30.0 %',
    timeLeftMs: 40_000,
  });
});
