import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { openStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { workspaceAt } from '@core/workspace';
import { tinyCli } from './tiny-cli-fixture';

const { home, behave, start, answer } = tinyCli();

async function refusal(...argv: string[]): Promise<string> {
  const { code, body } = await answer(...argv);
  const { error } = body as { error: { code: string; message: string; hint: string } };
  expect(error.hint).not.toBe('');
  return `${code} ${error.code}: ${error.message}`;
}

const triplet = ['train', '--dataset', 'tiny', '--distance', 'triplet', '-k', '5', '--epochs', '4'];

describe('train', () => {
  test('starts from a preset, and flags change it', async () => {
    const flags = ['train', '--dataset', 'tiny', '--preset', 'contrastive, adam', '-k', '5', '--epochs', '2'];
    const { code, body } = await answer(...flags);
    expect(code).toBe(0);
    expect(body).toMatchObject({
      config: {
        distance: 'contrastive',
        optimizer: 'adam',
        k: 5,
        params: { learningRate: 0.001, epochs: 2 },
      },
      memory: { trainers: 1, needs: { engine: expect.any(Number) as number } },
    });
    expect(await refusal(...flags, '--distance', 'l2')).toMatch(/^2 usage: .*contrastive, not l2/);
    expect(await refusal('train', '--dataset', 'tiny', '--preset', 'none')).toMatch(/^3 not-found/);
    expect(await refusal('train', '--dataset', 'tiny')).toMatch(/^2 usage/);
  });

  test('follows the run to its end and answers with all of it', async () => {
    const { code, body } = await answer(...triplet, '--margin', '0.3', '--name', 'mine', '--tag', 'a');
    expect(code).toBe(0);
    expect(body).toMatchObject({
      id: 'r1',
      status: 'finished',
      name: 'mine',
      tags: ['a'],
      config: { distance: 'triplet', k: 5, params: { margin: 0.3, epochs: 4 } },
      engine: { name: 'cpu', version: 's' },
      path: 'direct',
    });
    expect(Object.keys(body)).toEqual(expect.arrayContaining(['scores', 'curves', 'timing']));
    expect((body['curves'] as { loss: unknown[] }).loss).toHaveLength(4);
  });

  test('for people shows progress apart from the result', async () => {
    const { ended, written } = start(...triplet);
    expect(await ended).toBe(0);
    expect(written.stderr).toContain('epoch 4/4');
    expect(written.stdout).toMatch(/validation +\d+\.\d %/);
    expect(written.stdout).not.toContain('epoch 4/4');
  });

  test('warns of settings that the loss advises against, apart from the result, and trains', async () => {
    const contrastive = ['train', '--dataset', 'tiny', '--distance', 'contrastive', '-k', '5'];
    const crossed = start(...contrastive, '--positive-margin', '1', '--negative-margin', '0.5', '--json');
    expect(await crossed.ended).toBe(0);
    const warning = 'The positive margin α is larger than the negative margin β.';
    expect(crossed.written.stderr).toContain(warning);
    expect(crossed.written.stdout).not.toContain(warning);
    const usual = start(...contrastive, '--json');
    expect(await usual.ended).toBe(0);
    expect(usual.written.stderr).not.toContain('margin');
  });

  test('is cancelled by Ctrl+C, and resumed', async () => {
    behave({ waitAfter: 2 });
    const run = start(...triplet, '--json');
    await expect.poll(() => run.listeners.size).toBe(1);
    run.interrupt();
    expect(await run.ended).toBe(130);
    expect(run.exits).toEqual([]);
    expect(run.json()).toMatchObject({ status: 'cancelled' });
    behave({});
    const resumed = await answer('runs', 'resume', 'r1');
    expect(resumed).toMatchObject({ code: 0, body: { id: 'r1', status: 'finished' } });
  });

  test('says when the trainer dies, and ends with 1', async () => {
    behave({ dieAfter: 2 });
    const { code, body } = await answer(...triplet);
    expect(code).toBe(1);
    expect(body).toMatchObject({
      status: 'interrupted',
      error: { message: expect.stringMatching(/\S/) as string },
    });
  });
});

test.each([
  ['an unknown dataset', ['train', '--dataset', 'nope', '--distance', 'l2'], /^3 not-found: .*"nope"/],
  ['an unknown distance', ['train', '--dataset', 'tiny', '--distance', 'nope'], /^3 bad-input: .*"nope"/],
  ['a negative margin', [...triplet, '--margin', '-1'], /^3 bad-input: --margin is -1/],
  [
    'a margin where none is',
    ['train', '--dataset', 'tiny', '--distance', 'l2', '--margin', '1'],
    /^3 bad-input: --margin/,
  ],
  [
    'a k above the training set',
    ['train', '--dataset', 'tiny', '--distance', 'l2', '-k', '41'],
    /^3 bad-input: k is 41/,
  ],
  ['a k of 0', ['train', '--dataset', 'tiny', '--distance', 'l2', '-k', '0'], /^3 bad-input: k is 0/],
  ['an unknown run', ['runs', 'show', 'r9'], /^3 not-found: .*"r9"/],
  ['a dataset that is not there', ['datasets', 'remove', 'nope'], /^3 not-found: .*nope/],
  ['a name with a slash', ['datasets', 'import', '.', '--name', 'a/b'], /^3 bad-input: A name .*slash/],
  [
    'a name that is too long',
    ['train', '--dataset', 'tiny', '--distance', 'l2', '-k', '5', '--name', 'x'.repeat(130)],
    /^3 bad-input: A name has at most 120 characters; this one has 130\.$/,
  ],
  [
    'half an image',
    ['datasets', 'import', '.', '--name', 'a', '--validation', '1.5'],
    /^2 usage: .*whole number/,
  ],
  ['neighbours of an unknown run', ['neighbours', 'r9', '--query', '0'], /^3 not-found: .*"r9"/],
])('%s is refused', async (_, argv, refused) => {
  expect(await refusal(...argv)).toMatch(refused);
  expect(await answer('runs', 'list')).toMatchObject({ code: 0, body: { runs: [] } });
});

describe('with a finished run', () => {
  beforeEach(async () => void (await start(...triplet).ended));

  test('the list can be narrowed', async () => {
    await start(
      'train',
      '--dataset',
      'tiny',
      '--distance',
      'l2',
      '-k',
      '5',
      '--tag',
      'base',
      '--name',
      'plain',
    ).ended;
    const listed = async (...options: string[]) => {
      const { runs } = (await answer('runs', 'list', ...options)).body as { runs: { id: string }[] };
      return runs.map(({ id }) => id);
    };
    expect(await listed()).toEqual(['r2', 'r1']);
    expect(await listed('--tag', 'base')).toEqual(['r2']);
    expect(await listed('--search', 'TRIP tiny')).toEqual(['r1']);
    expect(await listed('--starred')).toEqual([]);
    await start('runs', 'remove', 'r1').ended;
    expect([await listed(), await listed('--removed')]).toEqual([['r2'], ['r1']]);
  });

  test('neighbours names rows of the dataset, or of a split', async () => {
    const first = await answer('neighbours', 'r1', '--query', '40', '-k', '3');
    expect(first.body).toMatchObject({
      query: { index: 40, split: 'validation' },
      vote: { votes: expect.any(Number) as number },
    });
    expect(first.body['neighbours']).toHaveLength(3);
    expect(await answer('neighbours', 'r1', '--query', '0', '--split', 'validation', '-k', '3')).toEqual(
      first,
    );
    expect(await refusal('neighbours', 'r1', '--query', '12', '--split', 'validation')).toMatch(
      /^3 bad-input: --query is 12/,
    );
    const own = await answer('neighbours', 'r1', '--query', '0', '-k', '3');
    const nearest = own.body['neighbours'] as { index: number; distance: number }[];
    expect(nearest).toHaveLength(3);
    expect(nearest.map(({ index }) => index)).not.toContain(0);
    expect(Math.min(...nearest.map(({ distance }) => distance))).toBeGreaterThanOrEqual(0);
    const listed = await answer('neighbours', 'r1', '--split', 'train', '-k', '3', '--limit', '40');
    for (const item of listed.body['items'] as {
      query: { index: number };
      neighbours: { index: number }[];
    }[])
      expect(item.neighbours.map(({ index }) => index)).not.toContain(item.query.index);
    expect(await refusal('neighbours', 'r1', '--query', '0', '-k', '0')).toMatch(/^3 bad-input: -k is 0/);
    expect((await answer('neighbours', 'r1', '--limit', '2')).body).toMatchObject({
      queries: 12,
      k: 5,
      total: 12,
    });
  });

  test.each(['json', 'csv', 'npz', 'safetensors'])('it is exported as %s once', async (format) => {
    const path = join(home(), 'exported');
    const argv = ['runs', 'export', 'r1', '--format', format, '--output', path];
    const { body } = await answer(...argv);
    expect((await readFile(path)).length).toBe(body['bytes']);
    expect(await refusal(...argv)).toMatch(/^3 conflict: .*exported is there already/);
    expect((await answer(...argv, '--force')).code).toBe(0);
  });

  test('a damaged result is not exported', async () => {
    const { body } = await answer('runs', 'show', 'r1');
    const [artefact] = body['artefacts'] as { name: string; file: string }[];
    await writeFile(join(home(), 'runs', 'r1', artefact!.file), 'rubbish');
    const path = join(home(), 'exported');
    expect(await refusal('runs', 'export', 'r1', '--format', 'npz', '--output', path)).toMatch(
      /^6 storage: .*damaged/,
    );
    expect(existsSync(path)).toBe(false);
  });

  test('runs and datasets are removed and restored', async () => {
    await answer('runs', 'remove', 'r1');
    expect((await answer('runs', 'list')).body).toEqual({ runs: [] });
    const { ended, written } = start('runs', 'show', 'r1');
    expect(await ended).toBe(0);
    expect(written.stdout).toMatch(/In the trash since .*: metric-workbench runs restore r1\n/);
    expect((await answer('runs', 'restore', 'r1')).body).toMatchObject({ id: 'r1' });
    await answer('datasets', 'remove', 'tiny');
    expect((await answer('datasets', 'list')).body).toEqual({ datasets: [] });
    expect((await answer('datasets', 'restore', 'tiny')).body).toMatchObject({ name: 'tiny', examples: 52 });
  });

  test('reading works beside a workbench that is open, writing says who has the store', async () => {
    const writer = await openStore(
      workspaceAt(home()),
      { pid: 4711, door: 'serve', url: 'http://127.0.0.1:1/' },
      systemClock,
    );
    try {
      expect((await answer('runs', 'show', 'r1')).body).toMatchObject({ status: 'finished' });
      expect((await answer('neighbours', 'r1', '--query', '0')).code).toBe(0);
      expect(await refusal(...triplet)).toMatch(/^6 storage: Store is in use by .*4711/);
    } finally {
      writer.close();
    }
  });
});

test('the tutorial runs to its end and answers with the study', async () => {
  const { code, body } = await answer('study', 'tutorial', '--dataset', 'tiny', '--engine', 'cpu');
  expect(body).toMatchObject({ kind: 'tutorial', dataset: 'tiny' });
  expect((body['table'] as unknown[]).length).toBe(4);
  expect({ code, status: body['status'] }).toEqual({ code: 0, status: 'finished' });
});

test('the tutorial is cancelled by Ctrl+C, and says where it goes on', async () => {
  behave({ waitAfter: 1 });
  const study = start('study', 'tutorial', '--dataset', 'tiny', '--engine', 'cpu');
  await expect.poll(() => study.listeners.size).toBe(1);
  study.interrupt();
  expect(await study.ended).toBe(130);
  expect(study.written.stderr).toContain(
    'Go on with it in the page: metric-workbench serve, then Studies.\n',
  );
});

test('the doctor reports what computes, the store and the doors', async () => {
  const { code, body } = await answer('doctor');
  expect(code).toBe(0);
  expect(body).toMatchObject({
    engine: { name: 'cpu', version: 's', why: 'scripted' },
    store: { integrity: 'ok', version: expect.any(Number) as number },
    shells: expect.arrayContaining([expect.objectContaining({ name: 'cli', available: true })]) as unknown[],
  });
});
