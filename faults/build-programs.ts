import { readdirSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { build } from 'vite';

const folder = resolve('node_modules/.cache/metric-workbench/faults');
const programNames = () => readdirSync('faults/programs').map((file) => basename(file, '.ts'));

/** Bundles every file of `faults/programs` as the product is bundled; gives the path of a program by its name. */
export async function buildPrograms(): Promise<(name: string) => string> {
  const alias = Object.fromEntries(
    ['shared', 'ml', 'core', 'trainer', 'main'].map((name) => [`@${name}`, resolve('src', name)]),
  );
  const names = programNames();
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries(names.map((name) => [name, resolve('faults/programs', `${name}.ts`)])),
        output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: 'chunks/[name]-[hash].mjs' },
      },
    },
  });
  return programs();
}

/** Path of a program by its name, once they have been built. */
export function programs(): (name: string) => string {
  const names = programNames();
  return (name) => {
    if (!names.includes(name)) throw new Error(`There is no program "${name}" in faults/programs.`);
    return resolve(folder, `${name}.mjs`);
  };
}
