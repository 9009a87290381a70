import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fetchExport, fileNameOf } from './run-exports';

const signal = new AbortController().signal;
let answers: Record<string, Response>;

beforeEach(() =>
  vi.stubGlobal('fetch', async (path: string) => answers[path] ?? new Response('?', { status: 404 })),
);
afterEach(() => vi.unstubAllGlobals());

describe('fetching an export', () => {
  test('gives the whole file under the name the host gives it', async () => {
    const body = new Uint8Array(300_000).fill(7);
    const headers = { 'content-disposition': 'attachment; filename="r1-error-by-k.csv"' };
    answers = { '/exports/r1/csv?table=error-by-k': new Response(body, { headers }) };
    const seen: number[] = [];
    const asked = { runId: 'r1', format: 'csv', table: 'error-by-k' };
    const { name, blob } = await fetchExport(asked, signal, (bytes) => seen.push(bytes));
    expect(name).toBe('r1-error-by-k.csv');
    expect(new Uint8Array(await blob.arrayBuffer())).toEqual(body);
    expect(seen.at(-1)).toBe(body.length);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  });

  test("throws the host's own words", async () => {
    const error = { code: 'conflict', message: 'Run r1 is running.', hint: 'Wait.' };
    answers = { '/exports/r1/bundle': Response.json({ error }, { status: 409 }) };
    await expect(fetchExport({ runId: 'r1', format: 'bundle' }, signal, () => {})).rejects.toMatchObject(
      error,
    );
  });

  test('says what happened when there are no words', async () => {
    answers = {};
    await expect(fetchExport({ runId: 'r1', format: 'npz' }, signal, () => {})).rejects.toMatchObject({
      message: 'Run r1 could not be exported (answer 404).',
    });
  });
});

test('a name that is not given is made', () => {
  expect(fileNameOf(new Headers(), 'r1.npz')).toBe('r1.npz');
});
