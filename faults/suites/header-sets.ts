import { join } from 'node:path';
import fc from 'fast-check';
import { guard, type GuardedRequest } from '@main/serve/guard';
import { exchange } from '../http/exchange';
import { anyRequest, missing, type Secrets } from '../http/header-sets';
import { startServer, type RunningServer } from '../http/start-server';
import { atLeast, defineSuite, mustBe, type FaultContext, type Figure } from './suite';

/** Random sets of headers: whatever is let in has our host, our origin and our token, and nothing that has them is kept out. */
export const headerSets = defineSuite({
  id: 'header-sets',
  title: 'random header sets, past the guard and over real connections',
  covers: ['E1', 'E2', 'E3'],
  async run(context): Promise<Figure[]> {
    const count = context.times(100_000);
    const guarded = throughGuard(count, context);
    const server = await startServer(join(context.folder, 'home'));
    try {
      const wired = await throughSockets(server, context.times(4_000), context);
      return [
        mustBe('ways past the guard, of 100,000 sets', guarded.wrong, 0),
        atLeast('sets that were rightly let in', guarded.passed, count / 50),
        mustBe('ways past the running server, of 4,000 sets', wired.wrong, 0),
        atLeast('requests that were rightly answered', wired.passed, 80),
      ];
    } finally {
      await server.stop();
    }
  },
});

type Tally = { passed: number; wrong: number };

function throughGuard(count: number, context: FaultContext): Tally {
  const secrets: Secrets = { port: 4173, token: 'right-token' };
  const settings = { port: secrets.port, matches: (candidate: string) => candidate === secrets.token };
  const tally: Tally = { passed: 0, wrong: 0 };
  for (const request of fc.sample(anyRequest(secrets), { numRuns: count, seed: seedOf(context) })) {
    if (guard(request, settings).kind !== 'pass') continue;
    note(tally, missing(request, secrets), request, context);
  }
  return tally;
}

async function throughSockets(server: RunningServer, count: number, context: FaultContext): Promise<Tally> {
  const tally: Tally = { passed: 0, wrong: 0 };
  const sample = fc.sample(anyRequest(server), { numRuns: count, seed: seedOf(context) });
  for (const request of sample) {
    const { status } = await exchange(server.port, bytesOf(request));
    const isLetIn = (status >= 200 && status < 400) || status === 101;
    if (isLetIn) note(tally, missing(request, server), request, context);
  }
  return tally;
}

function note(tally: Tally, lacks: string[], request: GuardedRequest, context: FaultContext): void {
  tally.passed += 1;
  if (lacks.length > 0) tally.wrong += 1;
  const detail = () => `without ${lacks.join(', ')}: ${JSON.stringify(request)}`;
  context.check('what is let in lacks nothing', lacks.length === 0, lacks.length > 0 ? detail() : '');
}

const upgrading = [
  'Connection: Upgrade',
  'Upgrade: websocket',
  'Sec-WebSocket-Version: 13',
  'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
];

function bytesOf({ method, target, headers, upgrade }: GuardedRequest): string {
  const lines = headers.map(([name, value]) => `${name}: ${value}`);
  const connection = upgrade ? upgrading : ['Connection: close'];
  return [`${method} ${target} HTTP/1.1`, ...lines, ...connection, '', 'x'].join('\r\n');
}

function seedOf(context: FaultContext): number {
  return Math.floor(context.random() * 2 ** 31);
}
