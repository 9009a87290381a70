import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { auditStore } from '../audit';
import { startServer } from '../http/start-server';
import { startLineChild } from '../line-child';
import { runCli } from '../run-cli';
import { makeTemplates, planOf } from '../template';
import { openBench } from '../training';
import { defineSuite, mustBe, type FaultContext, type Figure } from './suite';

const backupsMade = 5;
/** What only grows while the server trains. */
const counted = ['runs', 'run_events', 'metrics', 'datasets', 'artefacts'];
const params = { epochs: 100_000, batchSize: 6, embeddingSize: 4 };
const request = { dataset: 'tiny', distance: 'contrastive', k: 3, engine: 'cpu' as const, params };

/** Backups are written beside a server that trains; each is restored elsewhere, opened and counted; the last replaces a damaged store. */
export const backups = defineSuite({
  id: 'backups',
  title: 'backups beside a training, each restored and counted',
  covers: ['F8', 'F12'],
  async run(context): Promise<Figure[]> {
    const home = join(context.folder, 'here', 'home');
    const made = await backUpWhileTraining(home, context);
    let restored = 0;
    for (const [at, one] of made.entries()) restored += (await drill(one, at, context)) ? 1 : 0;
    const isReplaced = await replaceDamaged(home, made.at(-1)!.file, context);
    return [
      mustBe(
        'backups restored with all that was there when they began',
        restored,
        context.times(backupsMade),
      ),
      mustBe('damaged stores replaced, and kept under another name', isReplaced ? 1 : 0, 1),
    ];
  },
});

type Made = { file: string; before: number[]; after: number[] };

async function backUpWhileTraining(home: string, context: FaultContext): Promise<Made[]> {
  const { delete: template } = await makeTemplates(context);
  mkdirSync(join(home, '..'), { recursive: true });
  cpSync(template, home, { recursive: true });
  const bench = await openBench({ home, program: context.program, concurrency: 0 });
  await bench.client.runs.start({ ...request, dataset: 'first' });
  await bench.close();
  const server = await startServer(home);
  const made: Made[] = [];
  try {
    for (let at = 0; at < context.times(backupsMade); at += 1) {
      const file = join(context.folder, `backup-${at}.mwb`);
      const before = await grown(home, made.at(-1)?.after ?? null);
      const { code, stderr } = await runCli(home, ['backup', file]);
      context.check('a backup is written beside a server that trains', code === 0, stderr);
      made.push({ file, before, after: countsIn(home) });
    }
  } finally {
    await server.stop();
  }
  return made;
}

/** Counts of the rows, once there are more events than in `last`: the training goes on. */
async function grown(home: string, last: number[] | null): Promise<number[]> {
  for (;;) {
    const counts = countsIn(home);
    if (last === null || counts[1]! > last[1]!) return counts;
    await new Promise((next) => setTimeout(next, 20));
  }
}

function countsIn(home: string): number[] {
  const db = new Database(join(home, 'store.db'), { readonly: true });
  try {
    return counted.map((table) => Number(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()));
  } finally {
    db.close();
  }
}

/** Restores into an empty home, opens it once as always, and looks at it. */
async function drill({ file, before, after }: Made, at: number, context: FaultContext): Promise<boolean> {
  const home = join(context.folder, `restored-${at}`);
  const { code, stderr } = await runCli(home, ['restore', file]);
  context.check('a backup can be restored', code === 0, stderr);
  const host = startLineChild(context.program('host'), [planOf(home, 'nothing', context)]);
  context.check('what was restored opens', (await host.ended).code === 0);
  const problems = auditStore(home);
  context.check('and is whole', problems.length === 0, problems.join('; '));
  const counts = countsIn(home);
  const isAll = counts.every((count, which) => before[which]! <= count && count <= after[which]!);
  context.check(
    'it holds what was there when it began, and nothing that came after',
    isAll,
    JSON.stringify({ before, counts, after }),
  );
  return code === 0 && problems.length === 0 && isAll;
}

/** The store is damaged, refused, and replaced; its bytes are found again under another name. */
async function replaceDamaged(home: string, file: string, context: FaultContext): Promise<boolean> {
  const store = join(home, 'store.db');
  const damaged = readFileSync(store).fill(0xff, 4096, 40_000);
  writeFileSync(store, damaged);
  writeFileSync(join(home, 'lock.json'), '{}');
  const refused = await runCli(home, ['datasets', 'remove', 'first']);
  context.check(
    'a damaged store is refused',
    refused.code === 6 && /Store damaged/.test(refused.stderr),
    refused.stderr,
  );
  const restored = await runCli(home, ['restore', file]);
  context.check('and replaced by the backup', restored.code === 0, restored.stderr);
  const kept = readdirSync(home, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile() && item.name.startsWith('store.db') && item.name !== 'store.db')
    .some((item) => readFileSync(join(item.parentPath, item.name)).equals(damaged));
  context.check('the damaged bytes are kept', kept, readdirSync(home).join(', '));
  return kept && (await runCli(home, ['runs', 'list'])).code === 0;
}
