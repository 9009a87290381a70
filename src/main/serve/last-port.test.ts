import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readLastPort, rememberPort } from './last-port';
import { startServed } from './served-fixture';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'mwb-last-port-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

it('remembers a port in a file that only its owner reads', async () => {
  expect(await readLastPort(home)).toBeNull();
  await rememberPort(home, 4000);
  await rememberPort(home, 5000);
  expect(await readLastPort(home)).toBe(5000);
  expect((await stat(join(home, 'serve.json'))).mode & 0o777).toBe(0o600);
  expect(await readdir(home)).toEqual(['serve.json']);
});

it.each(['', 'null', '{"port":80}', '{"port":70000}', '{"port":"5000"}', `{"port":5000${' '.repeat(2000)}}`])(
  'takes no port from %j',
  async (text) => {
    await writeFile(join(home, 'serve.json'), text);
    expect(await readLastPort(home)).toBeNull();
  },
);

it('does not fail where it cannot write', async () => {
  await expect(rememberPort(join(home, 'missing'), 5000)).resolves.toBeUndefined();
});

it('serves where it did last, and elsewhere when that place is taken', async () => {
  const first = await startServed();
  await first.close();
  const again = await startServed({ preferredPort: first.port });
  expect(again.port).toBe(first.port);
  await again.close();

  const other = createServer().listen(first.port, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const elsewhere = await startServed({ preferredPort: (other.address() as AddressInfo).port });
  expect(elsewhere.port).not.toBe(first.port);
  await elsewhere.close();
  await expect(startServed({ port: first.port })).rejects.toMatchObject({ code: 'port-in-use' });
  await new Promise((resolve) => other.close(resolve));
});
