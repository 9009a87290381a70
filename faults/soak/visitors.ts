import { connect } from '../http/connect';
import type { RunSummary } from '@shared/run';
import type { RunningServer } from '../http/start-server';

type Counts = { runs: number; visits: number; events: number; connections: number };

const distances = ['l2-min', 'contrastive', 'triplet', 'l2'];
const dataset = 'sample';

/** Trains one run after the other through the page's own door, following each. */
export async function trainForever(server: RunningServer, stop: AbortSignal, counts: Counts): Promise<void> {
  const { client, close } = await connect(server);
  counts.connections += 1;
  const changes = await client.system.watch();
  await client.datasets.sample({ name: dataset });
  for await (const event of changes) if (event.type === 'importFinished') break;
  while (!stop.aborted) {
    const distance = distances[counts.runs % distances.length]!;
    const params = distance === 'l2' ? {} : { epochs: 20 };
    const { id } = await client.runs.start({ dataset, distance, params, k: 5 });
    for await (const _ of await client.runs.watch({ id })) {
      counts.events += 1;
      if (stop.aborted) break;
    }
    counts.runs += 1;
  }
  close();
}

/** Opens the page, looks at lists, runs, neighbours and images, and comes back anew, again and again. */
export async function browse(server: RunningServer, stop: AbortSignal, counts: Counts): Promise<void> {
  const headers = { authorization: `Bearer ${server.token}` };
  const get = async (path: string) =>
    void (await (await fetch(`http://127.0.0.1:${server.port}${path}`, { headers })).arrayBuffer());
  while (!stop.aborted) {
    const { client, close } = await connect(server);
    counts.connections += 1;
    await get('/');
    for (let visit = 0; visit < 50 && !stop.aborted; visit += 1) {
      const { json } = await client.runs.packed({ trash: false });
      const runs = JSON.parse(json) as RunSummary[];
      const ended = runs.filter(({ status }) => status === 'finished');
      const run = ended[counts.visits % Math.max(1, ended.length)];
      if (run) {
        await Promise.all([client.runs.get({ id: run.id }), client.runs.diagnostics({ id: run.id })]);
        await client.neighbours.list({ runId: run.id, split: 'train', offset: 0, limit: 12 });
        await get(`/examples/${run.datasetHash}/${counts.visits % 20}`);
      }
      counts.visits += 1;
      await new Promise((next) => setTimeout(next, 50));
    }
    close();
  }
}
