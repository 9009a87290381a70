import { createInterface } from 'node:readline';
import { clientOf, openWorkbench } from '@core/workbench';
import { toErrorBody } from '@shared/errors';
import { insideChildren } from '../inside-children';

// Opens the workbench of every home folder it is told of, lists what is in it, makes a call that may write (so it waits until the store
// is checked), and closes it again: lines of JSON both ways.
for await (const line of createInterface({ input: process.stdin })) {
  const { home } = JSON.parse(line) as { home: string };
  process.stdout.write(`${JSON.stringify(await openAndLook(home))}\n`);
}

async function openAndLook(home: string) {
  try {
    const began = performance.now();
    const workbench = await openWorkbench({
      home,
      version: '0',
      spawn: insideChildren,
      allowPath: () => false,
      door: 'serve',
      systemInfo: { shells: [] },
    });
    try {
      const client = clientOf(workbench);
      const { runs } = await client.runs.list();
      const ms = performance.now() - began;
      const { datasets } = await client.datasets.list();
      for (const { id } of runs.slice(0, 5)) await client.runs.get({ id });
      await client.presets.remove({ name: 'none' });
      return { runs: runs.length, datasets: datasets.length, ms };
    } finally {
      await workbench.close();
    }
  } catch (error) {
    const { data } = error as { data?: { code: string; message: string } };
    return { error: data?.code ? data : toErrorBody(error) };
  }
}
