import { appendFileSync, cpSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { clientOf, openWorkbench, type Workbench } from '@core/workbench';
import type { FailingOrder, FailingAnswer } from '../failing-host';
import { insideChildren, insideChildrenIdle } from '../inside-children';
import { failCalls, failNoCalls } from '../preload/control';
import { errorBodyOf } from '../error-body';
import { sessions } from '../sessions/index';

// Opens a workbench and goes through one session in it while calls fail; then the next: lines of JSON both ways. After an error the
// folder is kept as it was then, because a host that meets one ends there.
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await oneSession(JSON.parse(line) as FailingOrder);
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function oneSession({ folder, session, source, fault }: FailingOrder): Promise<FailingAnswer> {
  const home = join(folder, 'home');
  const lines: object[] = [];
  const tell = (message: object) => {
    lines.push(message);
    appendFileSync(join(folder, 'told.jsonl'), `${JSON.stringify(message)}\n`);
  };
  let workbench: Workbench | null = null;
  failCalls(fault, folder);
  try {
    workbench = await openWorkbench({
      home,
      version: '0',
      spawn: insideChildren,
      startQueue: false,
      allowPath: () => true,
      door: 'cli',
      systemInfo: { shells: [] },
    });
    await sessions[session]({ client: clientOf(workbench), tell, source, seed: 1, home });
    await workbench.close();
    return { lines, fired: failNoCalls(), error: null };
  } catch (error) {
    const fired = failNoCalls();
    cpSync(folder, `${folder}-at-end`, { recursive: true });
    await workbench?.close().catch(() => undefined);
    return { lines, fired, error: errorBodyOf(error) };
  } finally {
    await insideChildrenIdle();
  }
}
