import { join } from 'node:path';
import { writeWholeFile } from '@main/cli/write-whole-file';
import type { SessionParts } from './session';

/** Renames, removes and restores what there is, and exports a run. */
export async function deleteSession({ client, tell, home }: SessionParts): Promise<void> {
  const [run] = (await client.runs.list()).runs;
  if (!run) throw new Error('There is no run to delete.');
  const { id } = run;
  const path = join(home, 'export.json');
  await writeWholeFile(path, Buffer.from(JSON.stringify(await client.runs.get({ id }))), true);
  tell({ exported: path });
  tell({ doing: { id, name: 'renamed' } });
  await client.runs.rename({ id, name: 'renamed' });
  tell({ run: { id, name: 'renamed', removed: false } });
  tell({ doing: { id, removed: true } });
  await client.runs.remove({ id });
  tell({ run: { id, name: 'renamed', removed: true } });
  tell({ doing: { dataset: 'first' } });
  await client.datasets.remove({ name: 'first' });
  tell({ dataset: { name: 'first', removed: true } });
  tell({ doing: { dataset: 'first' } });
  await client.datasets.restore({ name: 'first' });
  tell({ dataset: { name: 'first', removed: false } });
  tell({ doing: { id, removed: false } });
  await client.runs.restore({ id });
  tell({ run: { id, name: 'renamed', removed: false } });
}
