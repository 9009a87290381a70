import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { auditStore } from '../audit';
import { startLineChild, type Ending } from '../line-child';
import { Longest } from '../longest';
import { Promised } from '../promised';
import { runCli } from '../run-cli';
import { makeTemplates, planOf } from '../template';
import { atLeast, defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

type Told = {
  done?: boolean;
  error?: { code: string; message: string };
  ended?: { status: string; error: { message: string } | null };
};

/** A disk of a few hundred kilobytes more than is needed to begin: each session runs into its end somewhere else. */
export const diskFull = defineSuite({
  id: 'disk-full',
  title: 'a disk that is really full, at another moment each time',
  covers: ['F6', 'F26'],
  skip: noMounts,
  async run(context): Promise<Figure[]> {
    const templates = await makeTemplates(context);
    const result = { sessions: 0, full: 0, resumed: 0, longest: new Longest() };
    for (const session of ['import', 'train'] as const) {
      for (let extra = 0; extra < context.times(20); extra += 1) {
        await onSmallDisk(session, templates[session], 330 + extra * 8, context, result);
      }
    }
    await onReadOnlyDisk(templates.delete, context);
    return [
      mustBe('sessions on a small disk', result.sessions, 2 * context.times(20)),
      atLeast('of them met its end', result.full, 5),
      told('of them opened again with more space', String(result.resumed)),
      told('the longest session', result.longest.words),
    ];
  },
});

type Result = { sessions: number; full: number; resumed: number; longest: Longest };

async function onSmallDisk(
  session: 'import' | 'train',
  template: string,
  kilobytes: number,
  context: FaultContext,
  result: Result,
): Promise<void> {
  const disk = mounted(context, `size=${kilobytes}k`);
  const name = `${session} with ${kilobytes} kB`;
  const { mark, end } = result.longest.begin(name);
  try {
    result.sessions += 1;
    const home = join(disk, 'home');
    try {
      cpSync(template, home, { recursive: true });
    } catch {
      return void (result.full += 1);
    }
    const { promised, last, ended, ending } = await sessionIn(home, session, context);
    mark(`session (last said: ${JSON.stringify(last).slice(0, 200)})`);
    if (judgeWords(name, { last, ended, ending }, context)) result.full += 1;
    spawnSync('mount', ['-o', 'remount,size=64m', disk]);
    const again = startLineChild(context.program('host'), [planOf(home, 'nothing', context)]);
    const { code, stderr } = await again.ended;
    mark('start with more space');
    context.check('with more space the store opens', code === 0, `${name}: ${stderr}`);
    if (code !== 0) return;
    result.resumed += 1;
    const wrong = [...auditStore(home), ...promised.lostIn(home)];
    context.check('nothing is torn or lost', wrong.length === 0, `${name}: ${wrong.join('; ')}`);
  } finally {
    spawnSync('umount', ['-l', disk]);
    mark('unmount');
    end();
  }
}

/** Did the session meet the end of its disk? Then it must have said so. */
function judgeWords(
  name: string,
  told: { last: Told; ended: Told['ended']; ending: Ending },
  context: FaultContext,
): boolean {
  const { last, ended } = told;
  const detail = `${name}: ${JSON.stringify(told)}`;
  const hasEnd = last.done === true || last.error !== undefined || last.ended !== undefined;
  context.check('every session says how it ended', hasEnd, detail);
  const words = last.error?.message ?? ended?.error?.message;
  if (words !== undefined) {
    const isRight = /disk is full|Disk full|cannot be used: the disk is full/i.test(words);
    context.check('the words say that the disk is full', isRight, detail);
  }
  if (ended) {
    const isResumable = ended.status === 'finished' || ended.status === 'interrupted';
    context.check('a run is finished, or waits to be resumed', isResumable, detail);
  }
  return words !== undefined;
}

async function sessionIn(home: string, session: string, context: FaultContext) {
  const host = startLineChild(context.program('host'), [planOf(home, session, context)]);
  const promised = new Promised();
  let last: Told = {};
  let ended: Told['ended'];
  for (let line = await host.next(); line !== null; line = await host.next()) {
    promised.hear(line);
    last = line as Told;
    ended = last.ended ?? ended;
  }
  const ending = await host.ended;
  return { promised, last, ended, ending };
}

async function onReadOnlyDisk(template: string, context: FaultContext): Promise<void> {
  const disk = mounted(context, 'size=16m');
  try {
    cpSync(template, join(disk, 'home'), { recursive: true });
    spawnSync('mount', ['-o', 'remount,ro', disk]);
    const { code, stderr } = await runCli(join(disk, 'home'), ['datasets', 'remove', 'again']);
    const isRight = code === 6 && /read-only/.test(stderr) && !/\n\s+at /.test(stderr);
    context.check('a disk that can only be read is named, with exit code 6', isRight, `${code}: ${stderr}`);
  } finally {
    spawnSync('umount', ['-l', disk]);
  }
}

function mounted({ folder }: FaultContext, options: string): string {
  const disk = join(folder, 'disk');
  mkdirSync(disk, { recursive: true });
  const { status, stderr } = spawnSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', disk], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`No small disk could be mounted: ${stderr}`);
  return disk;
}

function noMounts({ folder }: FaultContext): string | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root can mount a small disk';
  const disk = join(folder, 'try');
  mkdirSync(disk);
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk]);
  if (status !== 0) return 'this container may not mount';
  spawnSync('umount', [disk]);
  return null;
}
