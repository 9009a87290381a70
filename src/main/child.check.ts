import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Child, SpawnChild } from '@core/ports';
import { forkChildren } from './fork-child';
import { electron } from './desktop/recording-electron';
import { utilityChildren } from './desktop/utility-child';

vi.mock('electron', async () => (await import('./desktop/recording-electron')).electron);

/** Answers every message; `die` and `crash` end it, `facts` tells what it was given. */
const program = `
process.on('message', (message) => {
  if (message === 'die') process.exit(7);
  if (message === 'last words') { process.send('first'); process.stderr.write('oh no'); process.send('last', () => process.exit(0)); }
  else if (message === 'hang') for (;;);
  else if (message === 'facts') process.send({ env: process.env, cwd: process.cwd(), execArgv: process.execArgv });
  else process.send(message);
});
`;

const env = {
  ...process.env,
  LC_TIME: 'C',
  TF_NUM_INTRAOP_THREADS: '1',
  NODE_OPTIONS: '--no-warnings',
  ELECTRON_RUN_AS_NODE: '1',
  LD_PRELOAD: '',
  SECRET_TOKEN: 'secret',
};

let folder: string;
const children: Child[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mwb-child-'));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  await writeFile(join(folder, 'trainer.js'), program);
  await writeFile(join(folder, 'importer.js'), program);
});
afterEach(() => children.splice(0).forEach((child) => child.kill()));
afterAll(() => rm(folder, { recursive: true, force: true }));

const transports: [name: string, make: (at: URL) => SpawnChild][] = [
  ["Node's fork", (at) => forkChildren(at, env)],
  ["Electron's utility process", (at) => utilityChildren(at, env)],
];

describe.each(transports)('a child by %s', (_name, make) => {
  const start = (entry: 'trainer' | 'importer' = 'trainer') => {
    const child = make(pathToFileURL(`${folder}/`))(entry);
    children.push(child);
    return child;
  };
  const messageOf = (child: Child) => new Promise<unknown>((resolve) => child.onMessage(resolve));
  const exitOf = (child: Child) => new Promise((resolve) => child.onExit(resolve));
  const ask = (child: Child, message: unknown) => {
    const answer = messageOf(child);
    child.send(message);
    return answer;
  };

  test('keeps NaN, infinities, undefined and typed arrays on the way there and back', async () => {
    const sent = {
      loss: NaN,
      bound: -Infinity,
      none: undefined,
      weights: new Float32Array([1.5, NaN]),
      rows: new Int32Array([3]),
    };
    expect(await ask(start(), sent)).toEqual(sent);
  });

  test('gets an allow-listed environment, a memory limit and no folder of ours', async () => {
    const facts = (await ask(start(), 'facts')) as {
      env: Record<string, string>;
      execArgv: string[];
      cwd: string;
    };
    expect(facts.env).toMatchObject({ PATH: process.env['PATH'], LC_TIME: 'C', TF_NUM_INTRAOP_THREADS: '1' });
    const unwanted = ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'LD_PRELOAD', 'SECRET_TOKEN'];
    expect(Object.keys(facts.env).filter((name) => unwanted.includes(name))).toEqual([]);
    expect(facts.execArgv).toContain('--max-old-space-size=4096');
    expect(facts.cwd).toBe(tmpdir());
  });

  test('yields the processor when it trains, and only then', async () => {
    const [trainer, importer] = [start('trainer'), start('importer')];
    await Promise.all([ask(trainer, 1), ask(importer, 1)]);
    expect(getPriority(trainer.pid)).toBe(10);
    expect(getPriority(importer.pid)).toBe(getPriority());
  });

  test('tells its exit code once, also to a listener that comes later, and drops what is sent after', async () => {
    const child = start();
    let told = 0;
    child.onExit(() => (told += 1));
    child.send('die');
    expect(await exitOf(child)).toEqual({ code: 7, signal: null });
    expect(await exitOf(child)).toEqual({ code: 7, signal: null });
    child.send('nobody hears this');
    child.kill();
    expect(told).toBe(1);
  });

  test('has delivered all its messages when its end is told', async () => {
    const child = start();
    const heard: unknown[] = [];
    child.onMessage((message) => heard.push(message));
    child.send('last words');
    await exitOf(child);
    expect(heard).toEqual(['first', 'last']);
  });

  test('gives what it writes to standard error', async () => {
    const child = start();
    const written = child.stderr && once(child.stderr, 'data');
    child.send('last words');
    expect(String((await written)?.[0])).toBe('oh no');
  });

  test('dies at once even when it is too busy to listen', async () => {
    const child = start();
    await ask(child, 1);
    child.send('hang');
    child.kill();
    expect(await exitOf(child)).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('ends by itself when its program is not there', async () => {
    const child = make(new URL('missing/', pathToFileURL(`${folder}/`)))('trainer');
    child.stderr?.resume();
    expect(await exitOf(child)).toMatchObject({ code: 1 });
  });
});

const hasSessions = existsSync('/proc/self/autogroup');

test.skipIf(!hasSessions)(
  'the session of a trainer yields as well, however many start at once, and ours and that of an importer do not',
  async () => {
    const priorityOf = (pid: number | string | undefined) =>
      readFileSync(`/proc/${pid}/autogroup`, 'utf8').trim().split(' nice ')[1];
    const ours = priorityOf('self');
    const fork = forkChildren(pathToFileURL(`${folder}/`), env);
    const trainers = [fork('trainer'), fork('trainer'), fork('trainer')];
    const importer = fork('importer');
    children.push(...trainers, importer);
    await expect.poll(() => trainers.map(({ pid }) => priorityOf(pid))).toEqual(['5', '5', '5']);
    expect([priorityOf(importer.pid), priorityOf('self')]).toEqual(['0', ours]);
    const utility = utilityChildren(pathToFileURL(`${folder}/`), env)('trainer');
    children.push(utility);
    await expect.poll(() => getPriority(utility.pid)).toBe(10);
    expect(priorityOf('self')).toBe(ours);
  },
);

test('Electron is asked for a pipe and a name that its own reports show', async () => {
  const spawn = utilityChildren(pathToFileURL(`${folder}/`), env);
  const child = spawn('trainer');
  children.push(child);
  expect(electron.utilityProcess.fork).toHaveBeenLastCalledWith(
    join(folder, 'trainer.js'),
    [],
    expect.objectContaining({ serviceName: 'mwb-trainer', stdio: 'pipe' }),
  );
});

test.skipIf(process.platform === 'win32')(
  'Ctrl+C in a terminal does not reach a fork: it has its own group',
  async () => {
    const child = forkChildren(pathToFileURL(`${folder}/`), env)('trainer');
    children.push(child);
    const groupOf = (pid: number | undefined) =>
      execFileSync('ps', ['-o', 'pgid=', '-p', String(pid)])
        .toString()
        .trim();
    expect(groupOf(child.pid)).toBe(String(child.pid));
    expect(groupOf(process.pid)).not.toBe(groupOf(child.pid));
  },
);
