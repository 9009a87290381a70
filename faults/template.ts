import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { startLineChild } from './line-child';
import { writeTinySource } from './tiny-source';
import type { FaultContext } from './suites/suite';

/** What a `host` is to do in a home folder, inside one process. */
export function planOf(home: string, session: string, { folder }: FaultContext): string {
  const source = join(folder, 'source');
  return JSON.stringify({ home, session, source, seed: 1, children: 'inside', waits: false });
}

/** A home folder of the context with two datasets, one finished run and a clean end; each session is a step towards it. */
export async function makeTemplates(
  context: FaultContext,
): Promise<Record<'import' | 'train' | 'delete', string>> {
  const at = (name: string) => join(context.folder, `template-${name}`);
  writeTinySource(join(context.folder, 'source'));
  mkdirSync(at('import'));
  const steps = [
    ['nothing', 'import'],
    ['import', 'train'],
    ['train', 'delete'],
  ] as const;
  let before = at('import');
  for (const [session, name] of steps) {
    if (before !== at(name)) cpSync(before, at(name), { recursive: true });
    const host = startLineChild(context.program('host'), [planOf(at(name), session, context)]);
    const { code, stderr } = await host.ended;
    if (code !== 0) throw new Error(`The session ${session} fails without any fault: ${stderr}`);
    before = at(name);
  }
  return { import: at('import'), train: at('train'), delete: at('delete') };
}
