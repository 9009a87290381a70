import { expect, test } from 'vitest';
import { sweepProgress } from './follow-sweep';
import { sweepCsv, sweepJson } from './sweep-export';
import { configurationFixture, sweepFixture } from './sweep-fixture';
import { sweepText } from './sweep-text';
import { createStyle } from './terminal/style';

const textOf = (sweep = sweepFixture()) => sweepText(sweep, createStyle(false), 80);

test('a sweep shows every configuration with its errors, and what is chosen', () => {
  const text = textOf();
  expect(text).toContain('finished: triplet on tiny; 6 of 6 fits; 9.0 s; cpu (s)');
  expect(text).toContain('Cross-validation over 2 folds\n');
  expect(text).toMatch(/^ +0\.1 +30\.0 % ± 1\.0 +30\.0 % ± 1\.0$/m);
  expect(text).toMatch(/^ +0\.5 +21\.0 % ± 1\.0 +21\.0 % ± 1\.0 +(=) 1 SE$/m);
  expect(text).toMatch(/^ +0\.9 +20\.0 % ± 1\.0 +20\.0 % ± 1\.0 +★$/m);
  expect(text).toContain('★ best: --margin 0.9');
  expect(text).toContain('one standard error of it: --margin 0.5');
});

test('a choice on the validation split is called what it is', () => {
  const { config } = sweepFixture();
  const text = textOf(sweepFixture({ selection: 'validation-split', config: { ...config, folds: 0 } }));
  expect(text).toContain('Chosen on the validation split: the best error is too good to be true');
  expect(text).not.toContain('not distinguishable');
});

test('a nested sweep says what choosing claims, and what outer folds say', () => {
  const nested = { folds: [], innerError: 0.2, outer: { mean: 0.25, standardError: 0.02 } };
  const text = textOf(sweepFixture({ nested, optimismGap: -0.05 }));
  expect(text).toContain('claims 20.0 %; on outer folds that took no part in it 25.0 % ± 2.0');
  expect(text).toContain('Optimism gap: −5.0 points, by which choosing flatters itself.');
});

test('what is not measured yet has no numbers and no marks', () => {
  const text = textOf(
    sweepFixture({
      status: 'failed',
      configurations: [
        configurationFixture(0.1, null),
        { ...configurationFixture(0.5, null), status: 'failed' },
      ],
      best: null,
      oneStandardError: null,
      reused: 2,
      error: { code: 'failed', message: '1 of 6 fits failed.', hint: 'Resume the sweep.' },
    }),
  );
  expect(text).toMatch(/^ +0\.1 +– +–$/m);
  expect(text).toMatch(/^ +0\.5 +– +– +failed$/m);
  expect(text).toContain('1 of 6 fits failed.\nResume the sweep.');
  expect(text).toContain('(2 known from earlier sweeps)');
});

test('progress counts fits, with the parts of those under way', () => {
  const progress = { finished: 30, total: 75, share: 0.5, timeLeftMs: 9000 };
  expect(sweepProgress(sweepFixture({ status: 'running', progress }))).toEqual({
    share: 0.5,
    text: '30 of 75 fits',
    timeLeftMs: 9000,
  });
  expect(sweepProgress(sweepFixture({ status: 'queued' })).share).toBeNull();
});

test('exports hold every configuration, or every k of each', () => {
  const rows = sweepCsv(sweepFixture(), 'configurations').trimEnd().split('\r\n');
  expect(rows[0]).toMatch(/^sweep,margin,folds,status,train_mean,.*,one_standard_error,fold_1,fold_2$/);
  expect(rows[2]).toBe('s1,0.5,2,finished,0.21,0.01,0.21,0.01,0.21,0.01,0.8,1,0,1,0.21,0.21');
  expect(rows).toHaveLength(4);
  const byK = sweepCsv(sweepFixture(), 'error-by-k').trimEnd().split('\r\n');
  expect(byK.slice(0, 3)).toEqual([
    'sweep,margin,neighbours,validation_mean',
    's1,0.1,1,0.3',
    's1,0.1,2,0.5',
  ]);
  expect(JSON.parse(sweepJson(sweepFixture()))).toEqual(sweepFixture());
});
