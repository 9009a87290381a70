import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { exchange } from '../http/exchange';
import { openSocket } from '../http/floods';
import { startServer, type RunningServer } from '../http/start-server';
import { defineSuite, mustBe, type FaultContext, type Figure } from './suite';

/** What another user of the machine can see of a running server: no secret in arguments, logs or files, and no file at all. */
export const secrets = defineSuite({
  id: 'secrets',
  title: 'what another user of the machine can see and open',
  covers: ['E3', 'E15'],
  skip: () => (process.platform === 'linux' ? null : '/proc is needed to see what others see'),
  async run(context): Promise<Figure[]> {
    const home = join(context.folder, 'home');
    const server = await startServer(home, undefined, foreign);
    try {
      await work(server);
      const code = server.url.slice(server.url.indexOf('?t=') + 3);
      const words = [server.token, code];
      const shown = processesOf(server.pid).flatMap((pid) => [
        `/proc/${pid}/cmdline`,
        `/proc/${pid}/environ`,
      ]);
      const files = filesUnder(home);
      const leaks = [...shown, ...files].filter((file) => words.some((word) => textOf(file).includes(word)));
      context.check(
        'the log is one of the files',
        files.some((file) => file.endsWith('workbench.log')),
        files.join(),
      );
      const again = await exchange(
        server.port,
        `GET /?t=${code} HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n\r\n`,
      );
      const [, ...children] = processesOf(server.pid);
      context.check('it has children', children.length > 0);
      return [
        mustBe('foreign variables in the environments of its children', foreignIn(children), 0),
        mustBe('arguments, environments, files and logs with a secret in them', leaks.length, 0),
        mustBe('status of a link that is used again', again.status, 401),
        mustBe('files and folders that others may read', readable(home, files).length, 0),
        mustBe('files that another user could open', openedByOthers(files, context), 0),
        mustBe('secrets on standard error', words.filter((word) => server.stderr().includes(word)).length, 0),
      ];
    } finally {
      await server.stop();
    }
  },
});

/** What the environment of a user may hold, and no child may see. */
const foreign = {
  NODE_OPTIONS: '--no-warnings',
  LD_LIBRARY_PATH: '/nowhere',
  AWS_SECRET_ACCESS_KEY: 'a-foreign-secret',
};

function foreignIn(children: readonly number[]): number {
  const environments = children.map((pid) => textOf(`/proc/${pid}/environ`));
  return environments.filter((text) => Object.keys(foreign).some((name) => text.includes(`${name}=`))).length;
}

/** Calls that start children and write to the log. */
async function work(server: RunningServer): Promise<void> {
  const socket = await openSocket(server);
  const ask = (id: string, u: string) =>
    new Promise<void>((resolve) => {
      socket.on('message', (bytes: Buffer) => bytes.toString().startsWith(`{"i":"${id}"`) && resolve());
      socket.send(JSON.stringify({ i: id, p: { u, b: { json: { name: 'sample' } } } }));
    });
  await ask('1', '/system/info');
  await ask('2', '/datasets/sample');
  socket.terminate();
}

/** A process and all that it started. */
function processesOf(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const parentOf = (name: string) => Number(textOf(`/proc/${name}/stat`).split(') ')[1]?.split(' ')[1]);
  const children = all.filter((name) => parentOf(name) === pid).map(Number);
  return [pid, ...children.flatMap(processesOf)];
}

function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((item) => item.isFile())
    .map((item) => join(item.parentPath, item.name));
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return '';
  }
}

/** The home folder, when others may enter it; nothing in it can be read then. */
function readable(home: string, files: readonly string[]): string[] {
  return (statSync(home).mode & 0o077) === 0
    ? []
    : files.filter((file) => (statSync(file).mode & 0o077) !== 0);
}

/** Tries as the user `nobody`, where this is run by an administrator. */
function openedByOthers(files: readonly string[], context: FaultContext): number {
  if (process.getuid?.() !== 0) return 0;
  const as = ['--reuid=65534', '--regid=65534', '--clear-groups'];
  const control = spawnSync('setpriv', [...as, 'cat', '/proc/self/status'], { encoding: 'utf8' });
  context.check('the other user can run programs', /Uid:\s+65534/.test(control.stdout), control.stderr);
  return files.filter((file) => spawnSync('setpriv', [...as, 'head', '-c1', file]).status === 0).length;
}
