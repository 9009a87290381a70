import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { tinyCli } from './tiny-cli-fixture';

const { home, behave, start, answer } = tinyCli();

const margins = [
  'sweep',
  '--dataset',
  'tiny',
  '--distance',
  'triplet',
  '-k',
  '5',
  '--vary',
  'margin=0.1,0.5',
];

test('a sweep is followed to its end and answers with all of it', async () => {
  const { code, body } = await answer(...margins, '--folds', '3', '--workers', '1');
  expect(code).toBe(0);
  const estimate = { mean: expect.any(Number) as number, standardError: expect.any(Number) as number };
  expect(body).toMatchObject({
    id: 's1',
    status: 'finished',
    configurations: [
      { values: { margin: 0.1 }, folds: 3, train: estimate, validation: estimate },
      { values: { margin: 0.5 }, folds: 3, train: estimate, validation: estimate },
    ],
    best: { index: expect.any(Number) as number },
    oneStandardError: { values: { margin: expect.any(Number) as number } },
    timing: { totalMs: expect.any(Number) as number },
    memory: { trainers: 1, needs: { engine: expect.any(Number) as number } },
  });
});

test('for people shows progress apart from the table', async () => {
  const { ended, written } = start(...margins, '--folds', '2');
  expect(await ended).toBe(0);
  expect(written.stdout).toMatch(/Cross-validation over 2 folds\n/);
  expect(written.stderr).toContain('sweep s1');
  expect(written.stdout).not.toContain('waiting');
});

test('says of how many configurations the loss has something to say', async () => {
  const varied = ['--vary', 'positive-margin=0.1,1', '--vary', 'negative-margin=0.5,2'];
  const crossed = ['sweep', '--dataset', 'tiny', '--distance', 'contrastive', '-k', '5', ...varied];
  const { ended, written } = start(...crossed, '--folds', '2', '--json');
  expect(await ended).toBe(0);
  const warning = 'In 1 of 4 configurations: the positive margin α is larger than the negative margin β.';
  expect(written.stderr).toContain(warning);
  expect(written.stdout).not.toContain('configurations: the');
});

test('is cancelled by Ctrl+C, says how to go on, and goes on', async () => {
  behave({ stopInFold: 1 });
  const sweep = start(...margins, '--folds', '2', '--workers', '1', '--json');
  await expect.poll(() => sweep.listeners.size).toBe(1);
  sweep.interrupt();
  expect(await sweep.ended).toBe(130);
  expect(sweep.json()).toMatchObject({ status: 'cancelled' });
  expect(sweep.written.stderr).toContain('sweeps resume s1');
  behave({});
  expect(await answer('sweeps', 'resume', 's1')).toMatchObject({ code: 0, body: { status: 'finished' } });
});

test('every fit that diverges ends with 4', async () => {
  const argv = ['sweep', '--dataset', 'tiny', '--distance', 'triplet', '-k', '5', '--vary', 'margin=9,10'];
  expect(await answer(...argv, '--folds', '2')).toMatchObject({ code: 4, body: { status: 'diverged' } });
});

test('sweeps are listed, shown, exported, removed and restored', async () => {
  expect(await answer('sweeps', 'list')).toEqual({ code: 0, body: { sweeps: [] } });
  const { memory: _, ...body } = (await answer(...margins, '--folds', '2')).body;
  expect((await answer('sweeps', 'show', 's1')).body).toEqual(body);
  expect((await answer('sweeps', 'list')).body).toMatchObject({ sweeps: [{ id: 's1', best: body['best'] }] });
  const path = join(home(), 'out.csv');
  const exported = await answer('sweeps', 'export', 's1', '--format', 'csv', '--output', path);
  expect((await readFile(path)).length).toBe(exported.body['bytes']);
  await answer('sweeps', 'remove', 's1');
  expect((await answer('sweeps', 'list')).body).toEqual({ sweeps: [] });
  const { ended, written } = start('sweeps', 'show', 's1');
  expect(await ended).toBe(0);
  expect(written.stdout).toMatch(/In the trash since .*: metric-workbench sweeps restore s1\n/);
  expect((await answer('sweeps', 'restore', 's1')).body).toMatchObject({ id: 's1' });
});

test.each([
  [
    'an axis that is not there',
    ['sweep', '--dataset', 'tiny', '--distance', 'l2-min', '--vary', 'margin=1,2'],
    3,
  ],
  ['plain l2', ['sweep', '--dataset', 'tiny', '--distance', 'l2', '--vary', 'k=1,2'], 3],
  ['an axis that cannot be read', [...margins, '--vary', 'k=x'], 3],
  ['no dataset', ['sweep', '--distance', 'triplet'], 2],
  ['an unknown sweep', ['sweeps', 'show', 's7'], 3],
])('%s is refused', async (_, argv, code) => {
  const refused = await answer(...argv);
  expect(refused.code).toBe(code);
  expect(refused.body).toMatchObject({ error: { hint: expect.stringMatching(/./) as string } });
});
