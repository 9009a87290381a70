import { pathToFileURL, fileURLToPath } from 'node:url';
import { resolve } from 'node:path';
import { runnerImport } from 'vite';

// Runs a TypeScript file of this project with its import aliases: `node scripts/run-ts.js FILE ARGUMENTS…`.
// The file exports `main(arguments)`, which returns (a promise of) the exit code.
const [file = '', ...rest] = process.argv.slice(2);
const root = fileURLToPath(new URL('..', import.meta.url));
const alias = Object.fromEntries(
  ['shared', 'ml', 'core', 'trainer', 'main', 'renderer'].map((name) => [
    `@${name}`,
    resolve(root, 'src', name),
  ]),
);
const { module } = await runnerImport(pathToFileURL(resolve(file)).pathname, {
  root,
  configFile: false,
  resolve: { alias },
  logLevel: 'error',
});
process.exitCode = await /** @type {{ main: (args: string[]) => Promise<number> }} */ (module).main(rest);
