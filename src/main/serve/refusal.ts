import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { allowingStyle, refusalPage } from './refusal-page';

/** Answers a refused request and ends its connection: a small page for a person, JSON for a program. */
export function sendRefusal(
  response: ServerResponse,
  refusal: { status: number; reason: string },
  options: { html: boolean; headers: Readonly<Record<string, string>> },
): void {
  const body = options.html ? refusalPage(refusal) : JSON.stringify({ error: bodyFor(refusal) });
  response.writeHead(refusal.status, {
    ...(options.html ? allowingStyle(options.headers) : options.headers),
    'cache-control': 'no-store',
    connection: 'close',
    'content-type': options.html ? 'text/html; charset=utf-8' : 'application/json',
    'content-length': Buffer.byteLength(body),
  });
  response.end(response.req.method === 'HEAD' ? undefined : body);
}

/** Refuses a WebSocket before it is one. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  const lines = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}`,
    'Connection: close',
    'Content-Length: 0',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n`);
  socket.once('finish', () => socket.destroy());
}

function bodyFor({ status, reason }: { status: number; reason: string }) {
  const hint =
    status === 401 ? 'Links work once and end with the server that printed them.' : 'Use the page itself.';
  return { code: 'failed', message: reason, hint };
}
