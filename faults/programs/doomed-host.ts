import { writeSync } from 'node:fs';
import { openBench } from '../training';

// Trains a run, has its trainer block in the middle and says so; whoever started this then kills it.
const { home, trainer, hangMs, request } = JSON.parse(process.argv[2] ?? '{}') as {
  home: string;
  trainer: string;
  hangMs: number | null;
  request: { dataset: string; distance: string };
};
const bench = await openBench({ home, program: () => trainer, times: { checkpointEveryMs: 10 } });
const { id } = await bench.client.runs.start(request);
let epochs = 0;
for await (const event of await bench.client.runs.watch({ id })) {
  if (event.type !== 'epochFinished' || ++epochs !== 8) continue;
  bench.trainer()?.send({ fault: 'hang', ...(hangMs === null ? {} : { ms: hangMs }) });
  writeSync(1, `${JSON.stringify({ id, pid: bench.trainer()?.pid })}\n`);
}
