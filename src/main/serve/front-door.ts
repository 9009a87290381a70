import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Clock } from '@core/ports';
import type { Access } from './access';
import {
  cookieName,
  guard,
  hasToken,
  isForeign,
  type GuardedRequest,
  type GuardSettings,
  type Verdict,
} from './guard';
import { createRefusalLimit, type RefusalLimit } from './refusal-limit';
import { refuseUpgrade, sendRefusal } from './refusal';
import { answerSignIn } from './sign-in-answer';

/** Stands before every request and every WebSocket: what it does not admit it has answered itself. */
export type FrontDoor = {
  admit(request: IncomingMessage, response: ServerResponse): boolean;
  admitSocket(request: IncomingMessage, socket: Duplex): boolean;
};

type Settings = {
  port: number;
  access: Access;
  headers: Readonly<Record<string, string>>;
  clock: Pick<Clock, 'monotonicMs'>;
};

/** Applies the guard's verdicts: lets pass, trades a one-time code for the cookie, or refuses. */
export function createFrontDoor({ port, access, headers, clock }: Settings): FrontDoor {
  const limit = createRefusalLimit(clock);
  const settings: GuardSettings = { port, matches: access.matches };
  const judge = (request: IncomingMessage, upgrade: boolean) => {
    const guarded = guardedOf(request, upgrade);
    return limited(redeemed(guard(guarded, settings), guarded, access, settings), limit);
  };
  return {
    admit(request, response) {
      const verdict = judge(request, false);
      if (verdict.kind === 'pass') return true;
      if (verdict.kind === 'sign-in') {
        const cookie = `${cookieName(port)}=${access.token}; Path=/; HttpOnly; SameSite=Strict`;
        answerSignIn(response, cookie, { isForeign: isForeign(guardedOf(request, false).headers), headers });
      } else {
        sendRefusal(response, verdict, { html: wantsPage(request), headers });
      }
      return false;
    },
    admitSocket(request, socket) {
      const verdict = judge(request, true);
      if (verdict.kind !== 'pass') refuseUpgrade(socket, verdict.kind === 'refuse' ? verdict.status : 400);
      return verdict.kind === 'pass';
    },
  };
}

/** A sign-in holds with the right code, or for a browser that is signed in already and follows the link again. */
function redeemed(
  verdict: Verdict,
  request: GuardedRequest,
  access: Access,
  settings: GuardSettings,
): Verdict {
  if (verdict.kind !== 'sign-in' || access.redeem(verdict.code) || hasToken(request.headers, settings))
    return verdict;
  return { kind: 'refuse', status: 401, reason: 'This link has been used, or belongs to an earlier start.' };
}

function limited(verdict: Verdict, limit: RefusalLimit): Verdict {
  if (verdict.kind !== 'refuse' || verdict.status !== 401 || !limit.exceeded()) return verdict;
  return { kind: 'refuse', status: 429, reason: 'Too many requests without the right token.' };
}

function guardedOf(request: IncomingMessage, upgrade: boolean): GuardedRequest {
  const raw = request.rawHeaders;
  const headers = raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ''] as const] : []));
  return { method: request.method ?? '', target: request.url ?? '', headers, upgrade };
}

function wantsPage(request: IncomingMessage): boolean {
  return request.headers.accept?.includes('text/html') ?? false;
}
