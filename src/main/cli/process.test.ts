import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

// The program as it is installed: the launcher builds it where that is needed.
const launcher = fileURLToPath(new URL('../../../scripts/cli.js', import.meta.url));
const patienceMs = 180_000;

let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'mwb-cli-'));
  expect(await ended(start('--help'))).toMatchObject({ code: 0 });
}, patienceMs);
afterAll(() => rm(home, { recursive: true, force: true }));

function start(...argv: string[]): ChildProcess {
  return spawn(process.execPath, [launcher, ...argv], {
    env: { ...process.env, METRIC_WORKBENCH_HOME: home },
  });
}

async function ended(child: ChildProcess): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const text = { stdout: '', stderr: '' };
  child.stdout?.on('data', (bytes: Buffer) => (text.stdout += bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => (text.stderr += bytes.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...text };
}

test('from nothing to neighbours, each answer one JSON document', { timeout: patienceMs }, async () => {
  const made = await ended(start('datasets', 'sample', '--json'));
  expect(JSON.parse(made.stdout)).toMatchObject({ name: 'sample', splits: { train: 600, validation: 150 } });
  const trained = await ended(start('train', '--dataset', 'sample', '--distance', 'l2', '--json'));
  expect({ code: trained.code, stderr: trained.stderr }).toMatchObject({ code: 0 });
  const run = JSON.parse(trained.stdout) as { id: string; scores: { validation: { error: number } } };
  expect(run.scores.validation.error).toBeGreaterThan(0.3);
  const found = await ended(start('neighbours', run.id, '--query', '600', '-k', '5', '--json'));
  expect(JSON.parse(found.stdout)).toMatchObject({ query: { index: 600, split: 'validation' } });
});

test('a reader that has seen enough is no error', { timeout: patienceMs }, async () => {
  const child = start('train', '--help');
  child.stdout?.destroy();
  expect(await ended(child)).toMatchObject({ code: 0, stderr: '' });
});

const shell = process.platform === 'linux' ? test : test.skip;

/** Runs a command through a shell: `$0` and what follows is the program. */
async function inShell(script: string, ...argv: string[]) {
  const child = spawn('sh', ['-c', script, process.execPath, launcher, ...argv], {
    env: { ...process.env, METRIC_WORKBENCH_HOME: home },
  });
  return ended(child);
}

shell('an answer that a full disk did not take, or only a part of, is no success', async () => {
  const full = await inShell('exec "$0" "$@" > /dev/full', 'train', '--help');
  expect(full).toEqual({
    code: 6,
    stdout: '',
    stderr: 'Error: The answer could not be written: the disk is full.\n',
  });
  const part = await inShell(`ulimit -f 1; exec "$0" "$@" > '${join(home, 'part')}'`, 'train', '--help');
  expect(part).toMatchObject({ code: 6, stderr: expect.stringContaining('could not be written') as string });
});

shell('says that the folder it was started in is gone', async () => {
  const gone = join(home, 'gone');
  const asked = await inShell(
    `mkdir '${gone}' && cd '${gone}' && rmdir '${gone}' && exec "$0" "$@"`,
    'backup',
    'x',
  );
  expect(asked).toMatchObject({ code: 3, stderr: expect.stringContaining('not there any more') as string });
});

test(
  'serve prints its address, link a fresh one; it closes on SIGTERM; a port that is taken ends with 5',
  { timeout: patienceMs },
  async () => {
    const child = start('serve', '--no-open', '--json');
    const closing = ended(child);
    const line = await new Promise<string>((resolve) => {
      let text = '';
      child.stdout?.on('data', (bytes: Buffer) => {
        text += bytes.toString();
        if (text.endsWith('}\n')) resolve(text);
      });
    });
    const { url, port } = JSON.parse(line) as { url: string; port: number };
    expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${port}/\\?t=`));
    const visit = (link: string) => fetch(link, { redirect: 'manual' }).then(({ status }) => status);
    expect([await visit(url), await visit(url)]).toEqual([303, 401]);
    const fresh = await ended(start('link'));
    expect(fresh).toMatchObject({ code: 0, stderr: '' });
    expect([await visit(fresh.stdout.trim()), await visit(fresh.stdout.trim())]).toEqual([303, 401]);
    child.kill('SIGTERM');
    expect((await closing).code).toBe(0);
    const none = await ended(start('link', '--json'));
    expect(none.code).toBe(3);
    expect(JSON.parse(none.stdout)).toMatchObject({ error: { code: 'not-found' } });

    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const taken = String((other.address() as AddressInfo).port);
    const refused = await ended(start('serve', '--no-open', '--port', taken, '--json'));
    other.close();
    expect(refused.code).toBe(5);
    expect(JSON.parse(refused.stdout)).toMatchObject({ error: { code: 'port-in-use' } });
  },
);
