import { Hono } from 'hono';
import type { Resources } from '../resources';
import { allowingStyle, refusalPage } from './refusal-page';

/** Everything behind the guard that is not a WebSocket: a sign of life, the shared resources, and a page for who is lost. */
export function createSite(resources: Resources, version: string): (request: Request) => Promise<Response> {
  const site = new Hono();
  site.get('/api/health', (context) => context.json({ ok: true, version }));
  site.all('*', async (context) => {
    const answer = await resources(context.req.raw);
    return isLost(context.req.raw, answer) ? lostPage(answer.headers) : answer;
  });
  site.onError((_error, context) => context.json({ error: internalFault }, 500));
  return async (request) => site.fetch(request);
}

/** Is it a person who went to an address where there is nothing? */
function isLost({ method, headers }: Request, answer: Response): boolean {
  const isReading = method === 'GET' || method === 'HEAD';
  const isPlain = answer.headers.get('content-type')?.startsWith('text/plain') ?? false;
  return answer.status === 404 && isReading && isPlain && (headers.get('accept') ?? '').includes('text/html');
}

function lostPage(sent: Headers): Response {
  const headers = new Headers(allowingStyle(Object.fromEntries(sent)));
  headers.set('content-type', 'text/html; charset=utf-8');
  return new Response(refusalPage({ status: 404, reason: '' }), { status: 404, headers });
}

const internalFault = {
  code: 'failed',
  message: 'The workbench could not answer this request.',
  hint: 'Reload the page; if it happens again, please report it with the log.',
};
