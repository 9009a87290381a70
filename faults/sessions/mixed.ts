import { join } from 'node:path';
import { createRandom } from '@ml/random';
import { writeWholeFile } from '@main/cli/write-whole-file';
import { writeTinySource } from '../tiny-source';
import { follow, importAs, type SessionParts } from './session';

/** Imports, trains, renames, removes, restores and exports in a random order, until it is killed. */
export async function mixedSession(parts: SessionParts): Promise<void> {
  const random = createRandom(parts.seed, 'mixed');
  const choose = <T>(of: readonly T[]): T => of[Math.floor(random.uniform() * of.length)]!;
  const { datasets } = await parts.client.datasets.list();
  const names = datasets.map(({ name }) => name);
  if (names.length === 0) names.push(await importOne(parts, names.length));
  void training(parts, names, choose);
  for (let step = 0; ; step += 1) {
    const { runs } = await parts.client.runs.list();
    if (step % 8 === 7) names.push(await importOne(parts, step));
    else if (runs.length > 0) await change(parts, choose(runs).id, choose(changes), `${parts.seed}-${step}`);
    await new Promise((next) => setTimeout(next, random.uniform() * 20));
  }
}

const changes = ['rename', 'remove', 'restore', 'export'] as const;

async function importOne(parts: SessionParts, step: number): Promise<string> {
  const name = `d${parts.seed}-${step}`;
  const from = writeTinySource(join(parts.source, name), parts.seed * 100 + step);
  const hash = await importAs(parts, name, from);
  parts.tell({ dataset: { name, hash, removed: false } });
  return name;
}

/** Goes on with what the last kill interrupted, then trains one tiny run after another. */
async function training(parts: SessionParts, names: string[], choose: <T>(of: readonly T[]) => T) {
  const { client, tell } = parts;
  const { runs } = await client.runs.list();
  const [left] = runs.filter(({ status }) => status === 'interrupted');
  if (left) await follow(parts, (await client.runs.resume({ id: left.id })).id, left.lastSeq);
  for (;;) {
    const run = await client.runs.start({
      dataset: choose(names),
      distance: choose(['contrastive', 'l2', 'triplet']),
      k: 3,
      params: {},
      engine: 'cpu',
    });
    tell({ run: { id: run.id, name: run.name, removed: false } });
    await follow(parts, run.id);
  }
}

async function change(
  { client, tell, home }: SessionParts,
  id: string,
  what: (typeof changes)[number],
  mark: string,
): Promise<void> {
  const { status } = await client.runs.get({ id });
  if (status === 'running' || status === 'queued') return;
  if (what === 'export') {
    const path = join(home, `${id}.json`);
    await writeWholeFile(path, Buffer.from(JSON.stringify(await client.runs.get({ id }))), true);
    return tell({ exported: path });
  }
  const removed = what === 'remove';
  tell({ doing: { id, ...(what === 'rename' ? { name: mark } : { removed }) } });
  if (what === 'rename') await client.runs.rename({ id, name: mark });
  else await client.runs[what]({ id });
  tell({ run: what === 'rename' ? { id, name: mark } : { id, removed } });
}
