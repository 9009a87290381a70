import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { serveEvents } from '../http/serve-events';

// Serves the events of one run to whoever watches; stores so many more whenever it is told to: lines of JSON both ways.
const { home } = JSON.parse(process.argv[2] ?? '{}') as { home: string };
const served = await serveEvents(home);
const tell = (message: object) => void writeSync(1, `${JSON.stringify(message)}\n`);
tell({ port: Number(new URL(served.address).port), token: served.token, id: served.id });
for await (const line of createInterface({ input: process.stdin })) {
  const { events, isLast } = JSON.parse(line) as { events: number; isLast: boolean };
  tell({ last: await served.append(events) });
  if (isLast) served.finish();
}
