import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Connection, type ConnectionStatus } from './connection';
import type { Wire } from './transport';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A wire whose calls answer with its name, and that can be cut. */
function wireNamed(name: string) {
  let cut: () => void = () => {};
  const closed = new Promise<void>((resolve) => (cut = resolve));
  const wire: Wire = { link: { call: async () => ({ version: name }) }, closed, close: () => cut() };
  return { wire, cut: () => cut() };
}

test('a question asked while there is no wire waits for the next one', async () => {
  const first = wireNamed('first');
  const second = wireNamed('second');
  const answers = [first.wire, undefined, second.wire];
  const statuses: ConnectionStatus[] = [];
  const transport = {
    open: async () => {
      const wire = answers.shift();
      if (!wire) throw new Error('nobody answers');
      return wire;
    },
  };
  const connection = new Connection(transport, (status) => statuses.push(status));
  void connection.keepOpen();
  expect(await connection.client.system.info()).toMatchObject({ version: 'first' });

  first.cut();
  await vi.advanceTimersByTimeAsync(0);
  const answer = connection.client.system.info();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await answer).toMatchObject({ version: 'second' });
  expect(statuses).toEqual(['open', 'lost', 'lost', 'open']);
});

test('what would change something waits for the first wire, and fails at once while a wire is lost', async () => {
  const made: string[] = [];
  const { wire, cut } = wireNamed('first');
  const link: Wire['link'] = { call: async (path) => void made.push(path.join('.')) };
  const next = { ...wireNamed('second').wire, link };
  const answers = [{ ...wire, link }, undefined, next];
  const open = async () => answers.shift() ?? Promise.reject(new Error('nobody answers'));
  const connection = new Connection({ open }, () => {});
  const { client } = connection;
  const early = client.sweeps.cancel({ id: 's1' });
  void connection.keepOpen();
  await early;
  cut();
  await vi.advanceTimersByTimeAsync(0);
  await expect(client.sweeps.cancel({ id: 's2' })).rejects.toMatchObject({
    message: 'The workbench does not answer just now. Nothing was changed.',
    hint: 'Try again when it is connected.',
  });
  await expect(client.system.backUp({})).rejects.toThrow('Nothing was changed.');
  await vi.advanceTimersByTimeAsync(5000);
  await client.sweeps.cancel({ id: 's3' });
  expect(made).toEqual(['sweeps.cancel', 'sweeps.cancel']);
});

test('pauses between attempts grow to five seconds', async () => {
  const startedAt = Date.now();
  const attempts: number[] = [];
  const transport = {
    open: async (): Promise<Wire> => {
      attempts.push(Date.now() - startedAt);
      throw new Error('nobody answers');
    },
  };
  void new Connection(transport, () => {}).keepOpen();
  await vi.advanceTimersByTimeAsync(20_000);
  const pauses = attempts.slice(1).map((at, index) => at - (attempts[index] ?? 0));
  expect(pauses.slice(0, 7)).toEqual([250, 500, 1000, 2000, 4000, 5000, 5000]);
});

test('a core that does not let the page in is told from one that is gone, and asked again', async () => {
  const { wire } = wireNamed('first');
  const answers = [undefined, 'refused' as const, 'refused' as const, wire];
  const statuses: ConnectionStatus[] = [];
  const transport = {
    open: async () => {
      const answer = answers.shift();
      if (!answer) throw new Error('nobody answers');
      return answer;
    },
  };
  void new Connection(transport, (status) => statuses.push(status)).keepOpen();
  await vi.advanceTimersByTimeAsync(5000);
  expect(statuses).toEqual(['lost', 'refused', 'refused', 'open']);
});
