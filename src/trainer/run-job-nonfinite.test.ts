import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jobEventSchema } from '@shared/job';
import { losses } from '@ml/losses/index';
import { writeDataset } from './dataset-fixture';
import { finishedOf, ofType, openRunner, splits } from './run-job-fixture';

let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

const small = { epochs: 5, batchSize: 8, embeddingSize: 4 };

/** A dataset like the usual one, with its pixels or labels replaced. */
function changed(name: string, file: 'images.u8' | 'labels.i32', change: (bytes: Buffer) => void): string {
  const folder = join(runner.folder, name);
  mkdirSync(folder, { recursive: true });
  writeDataset(folder, splits);
  const bytes = readFileSync(join(folder, file));
  change(bytes);
  writeFileSync(join(folder, file), bytes);
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    sha256: Record<string, string>;
  };
  const sum = createHash('sha256').update(bytes).digest('hex');
  manifest.sha256[file === 'images.u8' ? 'images' : 'labels'] = sum;
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest));
  return folder;
}

describe('a learning rate of 1e30', () => {
  const cases = losses.flatMap(({ id: loss }) =>
    (['sgd', 'adam'] as const).flatMap((optimizer) =>
      (['linear', 'mlp'] as const).map((embedding) => ({ loss, optimizer, embedding })),
    ),
  );
  it.each(cases)('ends $loss with $optimizer on $embedding as diverged, in words', async (parts) => {
    const request = { distance: 'contrastive', ...parts, params: { ...small, learningRate: 1e30 } };
    const { last, events } = await runner.run(request).catch((error: unknown) => {
      expect(error).toMatchObject({ code: 'diverged' });
      return { last: null, events: [] };
    });
    if (last) expect(last).toMatchObject({ type: 'diverged', hint: expect.stringMatching(/rate/) as string });
    for (const { loss } of ofType(events, 'epochFinished')) expect(Number.isFinite(loss)).toBe(true);
  });
});

describe('images that are all the same', () => {
  it.each(losses.map(({ id }) => id))('leave %s finite', async (loss) => {
    const datasetFolder = changed('same', 'images.u8', (bytes) => bytes.fill(0));
    for (const normalizer of ['symmetric', 'unit']) {
      const outcome = await runner.run(
        { distance: 'contrastive', loss, normalizer, params: small },
        { datasetFolder },
      );
      const { facts } = finishedOf(outcome);
      expect(Number.isFinite(facts.finalSpread)).toBe(true);
      for (const event of outcome.events) expect(jobEventSchema.safeParse(event).error).toBeUndefined();
      for (const epoch of ofType(outcome.events, 'epochFinished'))
        expect(Number.isFinite(epoch.loss)).toBe(true);
    }
  });
});

describe('examples that are all of one class', () => {
  it('have no triplets: the loss is 0, and nothing is told of a share of active ones', async () => {
    const datasetFolder = changed('one-class', 'labels.i32', (bytes) => bytes.fill(0));
    const outcome = await runner.run(
      { distance: 'triplet', params: { ...small, hiddenSize: 6 } },
      { datasetFolder },
    );
    const { facts } = finishedOf(outcome);
    for (const { loss, activeShare } of ofType(outcome.events, 'epochFinished')) {
      expect(loss).toBe(0);
      expect(activeShare).toBeNull();
    }
    expect(facts.verdicts).toContainEqual(expect.objectContaining({ kind: 'nothing-to-learn' }));
  });
});
