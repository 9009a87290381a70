import { Hono } from 'hono';
import type { Resources } from '../resources';

/** Everything behind the guard that is not a WebSocket: a sign of life, and the shared resources. */
export function createSite(resources: Resources, version: string): (request: Request) => Promise<Response> {
  const site = new Hono();
  site.get('/api/health', (context) => context.json({ ok: true, version }));
  site.all('*', (context) => resources(context.req.raw));
  site.onError((_error, context) => context.json({ error: internalFault }, 500));
  return async (request) => site.fetch(request);
}

const internalFault = {
  code: 'failed',
  message: 'The workbench could not answer this request.',
  hint: 'Reload the page; if it happens again, please report it with the log.',
};
