import { createInterface } from 'node:readline';
import { openStore, type OpenedStore } from '@core/open-store';
import { systemClock } from '@core/ports';
import { workspaceAt } from '@core/workspace';
import { toErrorBody } from '@shared/errors';

// Tries to become the writer of the stores it is told of, all at once, and lets go when told to: lines of JSON both ways.
const won: OpenedStore[] = [];

for await (const line of createInterface({ input: process.stdin })) {
  const { open = [] } = JSON.parse(line) as { open?: string[] };
  for (const store of won.splice(0)) store.close();
  const results = await Promise.all(open.map(start));
  process.stdout.write(`${JSON.stringify({ results })}\n`);
}

async function start(home: string) {
  try {
    const holder = { pid: process.pid, door: 'serve' as const, url: null };
    won.push(await openStore(workspaceAt(home), holder, systemClock));
    return { home, won: true, error: null };
  } catch (error) {
    return { home, won: false, error: toErrorBody(error) };
  }
}
