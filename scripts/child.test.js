import { expect, test } from 'vitest';
import { lastWords, runChild } from './child.js';

const node = (/** @type {string} */ code, options = {}) => runChild(process.execPath, ['-e', code], options);

test('a child that ends well, with what it printed', async () => {
  expect(await node('console.log(1); console.error(2)')).toMatchObject({
    ok: true,
    output: '1\n2\n',
    why: '',
  });
});

test('a child that ends badly is told by its code and the line that names the error', async () => {
  const result = await node(
    'console.log("Error: no disk"); console.log("at f (x.js:1)\\nbye"); process.exit(3)',
  );
  expect(result).toMatchObject({ ok: false });
  expect(lastWords(result)).toMatch(/ended with 3 \| Error: no disk$/);
});

test('a command that does not exist', async () => {
  expect(await runChild('no-such-command-here', [])).toMatchObject({
    ok: false,
    why: expect.stringMatching(/ENOENT/),
  });
});

test('a child that takes too long is ended, and so are its own children', async () => {
  const startedAt = performance.now();
  const code = 'require("child_process").spawnSync(process.execPath, ["-e", "setTimeout(() => {}, 60000)"])';
  expect(await node(code, { timeoutMs: 500 })).toMatchObject({ ok: false, why: 'no end after 0.5 s' });
  expect(performance.now() - startedAt).toBeLessThan(10_000);
});

test('an interruption ends it', async () => {
  const { signal } = { signal: AbortSignal.timeout(200) };
  expect(await node('setTimeout(() => {}, 60000)', { signal })).toMatchObject({
    ok: false,
    why: 'interrupted',
  });
});
