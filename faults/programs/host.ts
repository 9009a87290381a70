import { writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolve } from 'node:path';
import { forkChildren } from '@main/fork-child';
import { clientOf, openWorkbench } from '@core/workbench';
import type { SpawnChild } from '@core/ports';
import { errorBodyOf } from '../error-body';
import { insideChildren } from '../inside-children';
import { sessions, type SessionName } from '../sessions/index';

// Opens the workbench of a home folder and goes through one session in it, telling what was acknowledged in lines of JSON.
type Plan = {
  home: string;
  session: SessionName;
  /** What is imported. */
  source: string;
  seed: number;
  /** In processes of their own, as always, or inside this one. */
  children: 'forked' | 'inside';
  /** Wait for a line before the session begins. */
  waits: boolean;
};

const plan = JSON.parse(process.argv[2] ?? '{}') as Plan;
const tell = (message: object) => void writeSync(1, `${JSON.stringify(message)}\n`);
const forked = forkChildren(pathToFileURL(`${resolve('out/main')}/`));
const spawn: SpawnChild = (entry) => {
  const child = plan.children === 'inside' ? insideChildren(entry) : forked(entry);
  if (child.pid !== undefined) tell({ child: child.pid });
  return child;
};
try {
  const began = performance.now();
  const workbench = await openWorkbench({
    home: plan.home,
    version: '0',
    spawn,
    startQueue: false,
    allowPath: () => true,
    door: 'cli',
    systemInfo: { shells: [] },
  });
  const client = clientOf(workbench);
  const { runs } = await client.runs.list();
  tell({ opened: performance.now() - began, runs: runs.length });
  if (plan.waits) await new Promise((go) => process.stdin.once('data', go));
  await sessions[plan.session]({ client, tell, source: plan.source, seed: plan.seed, home: plan.home });
  await workbench.close();
  tell({ done: true });
  process.exit(0);
} catch (error) {
  const body = errorBodyOf(error);
  tell({ error: body });
  process.exit(body.code === 'storage' ? 6 : 1);
}
