import { resolve } from 'node:path';
import { build } from 'vite';

/** Bundles our side as the product is bundled, and returns the program; it stands where packages are found. */
export async function buildOurs(): Promise<string> {
  const folder = resolve('node_modules/.cache/metric-workbench/bench');
  const alias = Object.fromEntries(
    ['shared', 'ml', 'core', 'trainer'].map((name) => [`@${name}`, resolve('src', name)]),
  );
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: {
      ssr: resolve('bench/ours/index.ts'),
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: 'ours.mjs' } },
    },
  });
  return resolve(folder, 'ours.mjs');
}
