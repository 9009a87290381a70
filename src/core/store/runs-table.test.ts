import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { makeFolders, workspaceAt } from '../workspace';
import { openForWriting, type Connection } from './database';
import { anyRun } from './run-fixture';
import { runsTable, type RunsTable } from './runs-table';

const workspace = workspaceAt(mkdtempSync(join(tmpdir(), 'runs-')));
const now = '2026-01-01T00:00:00.000Z';
let db: Connection;
let runs: RunsTable;

beforeEach(async () => {
  await makeFolders(workspace);
  db = await openForWriting(workspace, new Date(0));
  runs = runsTable(db);
});
afterEach(() => {
  db.close();
  rmSync(workspace.home, { recursive: true, force: true });
});

const planOf = (sql: string) =>
  db
    .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all()
    .map(({ detail }) => detail)
    .join('; ');

it('queues runs in the order in which they were enqueued, a resumed one last', () => {
  const [first, second, third] = [1, 2, 3].map(() => runs.insert(anyRun()));
  expect(runs.queued()).toEqual([first, second, third]);
  runs.end(first ?? 0, 'cancelled', null, now);
  runs.enqueue(first ?? 0);
  runs.remove(second ?? 0, now);
  expect(runs.queued()).toEqual([third, first]);
});

it('launches a run once, each time as a new attempt', () => {
  const row = runs.insert(anyRun());
  expect([runs.launch(row, now), runs.launch(row, now)]).toEqual([true, false]);
  runs.end(row, 'interrupted', { code: 'failed', message: 'it broke', hint: '' }, now);
  runs.enqueue(row);
  runs.launch(row, '2027-01-01T00:00:00.000Z');
  expect(runs.byRow(row)).toMatchObject({ attempt: 2, started_at: now, finished_at: null, error: null });
});

it('never numbers a run as one that was there before', () => {
  const row = runs.insert(anyRun());
  db.prepare('DELETE FROM runs').run();
  expect(runs.insert(anyRun())).toBe(row + 1);
});

it('refuses what is no status, and text where a number belongs', () => {
  const row = runs.insert(anyRun());
  expect(() => db.prepare(`UPDATE runs SET status = 'done' WHERE id = ?`).run(row)).toThrow(/CHECK/);
  expect(() => db.prepare(`UPDATE runs SET epoch = 'many' WHERE id = ?`).run(row)).toThrow(/INTEGER/);
  expect(() => db.prepare(`UPDATE runs SET config = '{' WHERE id = ?`).run(row)).toThrow(/CHECK/);
});

it('lists ten thousand runs without sorting them, and finds the queue by its index', () => {
  expect(planOf('SELECT * FROM runs WHERE removed_at IS NULL ORDER BY id DESC')).toBe('SCAN runs');
  expect(
    planOf(`SELECT id FROM runs WHERE status = 'queued' AND removed_at IS NULL ORDER BY queue_order`),
  ).toBe('SEARCH runs USING INDEX runs_by_status (status=?)');
});

it('numbers a name that is taken outside of the trash, one above the highest', () => {
  const named = (name: string) => runs.insert({ ...anyRun(), name });
  expect(runs.freeName('a run')).toBe('a run');
  const first = named('a run');
  expect(runs.freeName('a run')).toBe('a run (2)');
  ['a run (2)', 'a run (7)', 'a run (2026 data)', 'a run (9) and more', 'a run, too'].forEach(named);
  expect(runs.freeName('a run')).toBe('a run (8)');
  runs.remove(first, now);
  expect(runs.freeName('a run')).toBe('a run');
  expect(runs.freeName('A run')).toBe('A run');
});

it('finds the taken names in an index', () => {
  const plan = planOf(`SELECT name FROM runs WHERE removed_at IS NULL AND name >= 'a (' AND name < 'a )'`);
  expect(plan).toContain('runs_name');
});
