import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ORPCError } from '@orpc/server';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ErrorBody } from '@shared/errors';
import { runSummarySchema, type RunSummary } from '@shared/run';
import { openFixture, scriptedTrainers, storeTinyDataset, temporaryHome } from '../workbench-fixture';
import { clientOf, type Workbench, type WorkbenchClient } from '../workbench';

let home: string;
let remove: () => void;
let workbench: Workbench;
let client: WorkbenchClient;

async function open(): Promise<void> {
  workbench = await openFixture(home, scriptedTrainers(home, {}).spawn);
  client = clientOf(workbench);
}

beforeEach(async () => {
  ({ home, remove } = temporaryHome());
  await storeTinyDataset(home);
  await open();
  for (const seed of [0, 1, 2]) {
    const { id } = await client.runs.start({
      dataset: 'tiny',
      distance: 'triplet',
      k: 5,
      seed,
      params: { epochs: 4 },
      tags: ['first'],
    });
    for await (const event of await client.runs.watch({ id })) void event;
  }
});

afterEach(async () => {
  await workbench.close();
  remove();
});

const listed = async (): Promise<string[]> => (await client.runs.list()).runs.map(({ id }) => id);
const trashed = async (): Promise<string[]> => (await client.runs.trash()).runs.map(({ id }) => id);
const messageOf = async (call: Promise<unknown>): Promise<string> => (await bodyOf(call)).message;
const hintOf = async (call: Promise<unknown>): Promise<string> => (await bodyOf(call)).hint;
const bodyOf = async (call: Promise<unknown>): Promise<ErrorBody> => {
  const error = await call.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ORPCError)) throw new Error('was not refused', { cause: error });
  return error.data as ErrorBody;
};

it('lists what a single run says of itself, and the same as one text', async () => {
  await client.runs.update({ ids: ['r2'], notes: 'says "hello"\n\u2028', tags: ['a"b', '{}'] });
  const { runs } = await client.runs.list();
  for (const run of runs) {
    const { scores, ...whole } = runSummarySchema.parse(await client.runs.get({ id: run.id }));
    const { scores: short, ...rest } = run;
    expect(rest).toEqual(whole);
    expect(short?.validation?.error).toBe(scores?.validation?.error);
  }
  const { json, next } = await client.runs.packed({});
  expect(JSON.parse(json)).toEqual(runs);
  expect(next).toBeNull();
  const after = await client.runs.packed({ before: 'r3' });
  expect(JSON.parse(after.json)).toEqual(runs.slice(1));
  await client.runs.remove({ id: 'r2' });
  const trash = await client.runs.packed({ trash: true });
  expect((JSON.parse(trash.json) as RunSummary[]).map(({ id }) => id)).toEqual(['r2']);
});

it('keeps the best value of a curve, not the last', async () => {
  const run = await client.runs.get({ id: 'r1' });
  const finite = run.curves.validationError.filter((value) => value !== null);
  expect(run.best).toEqual({
    loss: Math.min(...run.curves.loss.filter((value) => value !== null)),
    validationError: finite.length > 0 ? Math.min(...finite) : null,
  });
});

describe('what is noted on runs', () => {
  it('changes each run that is named, and only in what is given', async () => {
    const told: RunSummary[] = [];
    const events = await client.system.watch();
    const first = events.next();
    await client.runs.update({ ids: ['r1', 'r3'], addTags: ['new'], removeTags: ['first'], starred: true });
    const { value, done } = await first;
    if (!done && value.type === 'runsChanged') told.push(...(JSON.parse(value.json) as RunSummary[]));
    await events.return(undefined);
    expect(told.map(({ id, tags }) => [id, tags])).toEqual([
      ['r1', ['new']],
      ['r3', ['new']],
    ]);
    await client.runs.update({ ids: ['r1'], notes: '  look again ' });
    expect(await client.runs.get({ id: 'r1' })).toMatchObject({
      tags: ['new'],
      notes: 'look again',
      starred: true,
      locked: false,
    });
    expect(await client.runs.get({ id: 'r2' })).toMatchObject({ tags: ['first'], starred: false });
  });

  it('is stored for all runs or for none', async () => {
    const many = Array.from({ length: 20 }, (_, at) => `t${at}`);
    expect(await messageOf(client.runs.update({ ids: ['r1', 'r9'], starred: true }))).toContain('"r9"');
    expect(await messageOf(client.runs.update({ ids: ['r2', 'r1'], addTags: many }))).toContain('21 tags');
    expect((await client.runs.list()).runs.filter(({ starred, tags }) => starred || tags.length > 1)).toEqual(
      [],
    );
  });
});

describe('the trash', () => {
  it('takes no locked run, and then none of the others', async () => {
    await client.runs.update({ ids: ['r2'], locked: true });
    expect(await messageOf(client.runs.remove({ id: 'r2' }))).toBe('Run r2 is locked and cannot be removed.');
    expect(await messageOf(client.runs.removeMany({ ids: ['r1', 'r2'] }))).toContain('r2 is locked');
    expect(await hintOf(client.runs.remove({ id: 'r2' }))).toContain('Unlock it');
    await client.runs.update({ ids: ['r1'], locked: true });
    expect(await hintOf(client.runs.removeMany({ ids: ['r1', 'r2'] }))).toContain('Unlock them');
    expect(await listed()).toEqual(['r3', 'r2', 'r1']);
  });

  it('gives back what was put into it', async () => {
    await client.runs.removeMany({ ids: ['r1', 'r3'] });
    expect([await listed(), (await trashed()).sort()]).toEqual([['r2'], ['r1', 'r3']]);
    await client.runs.restoreMany({ ids: ['r1', 'r3'] });
    expect([await listed(), await trashed()]).toEqual([['r3', 'r2', 'r1'], []]);
  });

  it('is emptied with files and rows, but for what is locked or not in it', async () => {
    await client.runs.removeMany({ ids: ['r1', 'r3'] });
    await client.runs.update({ ids: ['r3'], locked: true });
    expect(await client.runs.deleteForGood({ ids: ['r1', 'r2', 'r3'] })).toEqual({ deleting: 1, kept: 2 });
    expect(await messageOf(client.runs.restore({ id: 'r1' }))).toContain('"r1"');
    await expect.poll(() => rowsOf(1)).toBe(0);
    expect(existsSync(join(home, 'runs', 'r1'))).toBe(false);
    expect(existsSync(join(home, 'runs', 'r2'))).toBe(true);
    expect([rowsOf(2) > 0, rowsOf(3) > 0]).toEqual([true, true]);
    expect(await trashed()).toEqual(['r3']);
  });

  it('lets go of a dataset once no run needs it, be that in the trash', async () => {
    const { datasetHash } = await client.runs.get({ id: 'r1' });
    await client.datasets.remove({ name: 'tiny' });
    await client.runs.removeMany({ ids: ['r1', 'r2', 'r3'] });
    expect(await messageOf(client.datasets.deleteForGood({ name: 'tiny' }))).toContain(
      '3 runs need its images',
    );
    await client.runs.deleteForGood({ ids: ['r1', 'r2', 'r3'] });
    await client.datasets.deleteForGood({ name: 'tiny' });
    expect(existsSync(join(home, 'datasets', datasetHash))).toBe(false);
  });

  it('goes on being emptied after a cut, and shows nothing of the run in between', async () => {
    await client.runs.remove({ id: 'r1' });
    await workbench.close();
    const db = new Database(join(home, 'store.db'));
    db.exec(`UPDATE runs SET deleting = 1 WHERE id = 1; DELETE FROM metrics WHERE run_id = 1`);
    db.close();
    await open();
    expect(await trashed()).toEqual([]);
    await expect.poll(() => rowsOf(1)).toBe(0);
  });
});

it('keeps saved views, one of a name', async () => {
  await client.views.save({ name: 'mine', query: 'q=a' });
  await client.views.save({ name: 'Best', query: 'sort=validation' });
  await client.views.save({ name: 'mine', query: 'q=b' });
  await workbench.close();
  await open();
  expect(await client.views.list()).toEqual({
    views: [
      { name: 'Best', query: 'sort=validation' },
      { name: 'mine', query: 'q=b' },
    ],
  });
  expect(await client.views.remove({ name: 'mine' })).toMatchObject({ views: [{ name: 'Best' }] });
});

/** Rows of any table that belong to a run. */
function rowsOf(run: number): number {
  const db = new Database(join(home, 'store.db'), { readonly: true });
  const count = (table: string, column: string) =>
    db.prepare<[number], number>(`SELECT count(*) FROM ${table} WHERE ${column} = ?`).pluck().get(run) ?? 0;
  const tables = ['metrics', 'run_events', 'errors_by_k', 'artefacts', 'checkpoints'];
  const all = count('runs', 'id') + tables.reduce((sum, table) => sum + count(table, 'run_id'), 0);
  db.close();
  return all;
}
