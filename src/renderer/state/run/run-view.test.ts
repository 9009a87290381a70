import { ORPCError } from '@orpc/client';
import { afterEach, expect, test, vi } from 'vitest';
import type { JobEvent } from '@shared/job';
import type { RunDetail, RunStatus } from '@shared/run';
import type { WorkbenchClient } from '../../client/connection';
import { RunView } from './run-view.svelte';

afterEach(() => vi.useRealTimers());

const told = { message: 'This run is over, but its end could not be stored.', hint: 'Free space.' };
const failed = (code: string) => new ORPCError(code, { data: { code: 'storage', ...told } });

/** A run as the workbench tells it; what is thrown stands for a call that fails. */
type There = { get: () => RunStatus; watch: () => AsyncGenerator<JobEvent, void> };

/** Follows a run until the view stops by itself; `paused` hears of each pause and what the page shows meanwhile. */
async function follow(there: There, paused: (ms: number, view: RunView) => void, signal?: AbortSignal) {
  const runs = {
    get: async () => Promise.resolve({ id: 'r1', status: there.get(), lastSeq: 3 } as RunDetail),
    watch: () => Promise.resolve(there.watch()),
  };
  const view: RunView = new RunView({ runs } as unknown as WorkbenchClient, 'r1', (ms) =>
    Promise.resolve(paused(ms, view)),
  );
  await view.follow(signal ?? new AbortController().signal);
  return view;
}

async function* fails(): AsyncGenerator<JobEvent, void> {
  await Promise.reject(failed('INTERNAL_SERVER_ERROR'));
}

test('why the end of a run could not be stored is shown, asked ever more seldom, and gone once the run can be read', async () => {
  const pauses: number[] = [];
  const shown: unknown[] = [];
  const there = { get: (): RunStatus => (pauses.length < 7 ? 'running' : 'interrupted'), watch: fails };
  const view = await follow(there, (ms, { problem }) => {
    pauses.push(ms);
    shown.push(problem);
  });
  expect(pauses).toEqual([250, 500, 1_000, 2_000, 4_000, 5_000, 5_000]);
  expect(shown).toEqual(Array(7).fill(told));
  expect([view.detail?.status, view.problem]).toEqual(['interrupted', null]);
});

test('a run that cannot be read keeps being asked for; one that is not there does not', async () => {
  let reads = 0;
  const get = (): RunStatus => {
    reads += 1;
    throw failed(reads < 3 ? 'INTERNAL_SERVER_ERROR' : 'NOT_FOUND');
  };
  const refused: boolean[] = [];
  const view = await follow({ get, watch: fails }, (_, { isRefused }) => refused.push(isRefused));
  expect([reads, refused, view.isRefused, view.problem]).toEqual([3, [false, false], true, told]);
});

test('an event, or a while without an error, says that all is well again', async () => {
  vi.useFakeTimers();
  const stop = new AbortController();
  const pauses: number[] = [];
  const seen: unknown[] = [];
  let view: RunView | null = null;
  const watches = [
    fails,
    async function* (): AsyncGenerator<JobEvent, void> {
      yield { type: 'epochStarted', seq: 4 } as unknown as JobEvent;
      seen.push(view?.problem);
      await Promise.reject(failed('INTERNAL_SERVER_ERROR'));
    },
    async function* (): AsyncGenerator<JobEvent, void> {
      seen.push(view?.problem);
      await vi.advanceTimersByTimeAsync(1_000);
      seen.push(view?.problem);
      stop.abort();
    },
  ];
  await follow(
    { get: () => 'running', watch: () => watches.shift()!() },
    (ms, shown) => {
      pauses.push(ms);
      view = shown;
    },
    stop.signal,
  );
  expect(seen).toEqual([null, told, null]);
  expect(pauses).toEqual([250, 250, 250]);
});

test('a broken connection is no problem of the run', async () => {
  let reads = 0;
  const get = (): RunStatus => {
    if (++reads === 1) throw new Error('closed');
    return 'finished';
  };
  const problems: unknown[] = [];
  const view = await follow({ get, watch: fails }, (_, { problem }) => problems.push(problem));
  expect([problems, view.problem, view.detail?.status]).toEqual([[null], null, 'finished']);
});
