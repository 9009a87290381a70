import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sha256 } from './arrays';
import { keptEpochs } from './epoch-embedding';
import { finishedOf, ofType, openRunner, splits, type Outcome, type Request } from './run-job-fixture';

let runner: Awaited<ReturnType<typeof openRunner>>;
beforeAll(async () => {
  runner = await openRunner();
});
afterAll(() => runner.close());

const request: Request = {
  distance: 'triplet',
  params: { epochs: 5, batchSize: 8, embeddingSize: 4, hiddenSize: 6 },
};
const filesOf = ({ events }: Outcome) =>
  ofType(events, 'epochDiagnosed').flatMap(({ epoch, embedding }) =>
    embedding ? [{ epoch, ...embedding }] : [],
  );

describe('the embeddings of epochs', () => {
  it('are files of every row, as announced, of every scored epoch but the last', async () => {
    const outcome = await runner.run(request);
    const scored = ofType(outcome.events, 'epochDiagnosed').map(({ epoch }) => epoch);
    expect(filesOf(outcome).map(({ epoch }) => epoch)).toEqual(scored.slice(0, -1));
    for (const { file, bytes, shape, sha256: told } of filesOf(outcome)) {
      const content = readFileSync(join(outcome.output, file));
      expect([content.length, shape]).toEqual([bytes, [splits.train + splits.validation + splits.test, 4]]);
      expect(sha256(content)).toBe(told);
    }
    expect(readdirSync(join(outcome.output, 'embeddings')).filter((name) => !name.endsWith('.f32'))).toEqual(
      [],
    );
  });

  it('are what the run would have ended with after as many epochs', async () => {
    const [long, short] = [
      await runner.run(request),
      await runner.run({ ...request, params: { ...request.params, epochs: 1 } }),
    ];
    const read = ({ output }: Outcome, { file }: { file: string }) =>
      new Float32Array(Uint8Array.from(readFileSync(join(output, file))).buffer);
    const kept = read(long, filesOf(long)[0]!);
    const result = read(
      short,
      finishedOf(short).artefacts.find(({ name }) => name === 'embedding')!,
    );
    expect(kept.length).toBe(result.length);
    const largest = result.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
    kept.forEach((value, at) => expect(Math.abs(value - result[at]!)).toBeLessThan(1e-5 * largest));
  });

  it('are the same when a run is cancelled and goes on', async () => {
    const whole = await runner.run(request);
    const stopped = await runner.run(request, { cancelAfter: 7 });
    const [saved] = ofType(stopped.events, 'checkpointSaved');
    const resumed = await runner.run(request, { checkpoint: join(stopped.output, saved!.folder) });
    expect([...filesOf(stopped), ...filesOf(resumed)]).toEqual(filesOf(whole));
  });

  it('are not written for a run that trains nothing', async () => {
    const { output } = await runner.run({ distance: 'l2' });
    expect(existsSync(join(output, 'embeddings'))).toBe(false);
  });
});

describe('keptEpochs', () => {
  it('stays in the budget, keeps the first, and all where they fit', () => {
    const sizes = fc.record({
      epochs: fc.integer({ min: 0, max: 3000 }),
      every: fc.integer({ min: 1, max: 40 }),
      floats: fc.integer({ min: 1, max: 40_000_000 }),
    });
    fc.assert(
      fc.property(sizes, ({ epochs, every, floats }) => {
        const isScored = (epoch: number) => epoch === 1 || epoch === epochs || epoch % every === 0;
        const scored = Array.from({ length: epochs }, (_, before) => before + 1)
          .filter(isScored)
          .slice(0, -1);
        const kept = [...keptEpochs(isScored, epochs, floats)];
        expect(kept.every((epoch) => scored.includes(epoch))).toBe(true);
        expect(kept.length * floats * 4).toBeLessThanOrEqual(64 * 2 ** 20);
        expect(kept.length).toBe(Math.min(scored.length, 200, Math.floor((16 * 2 ** 20) / floats)));
        if (kept.length > 0) expect(kept[0]).toBe(1);
        if (kept.length > 1) expect(kept.at(-1)).toBe(scored.at(-1));
      }),
    );
  });
});
