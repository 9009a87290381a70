import { resolve } from 'node:path';
import { build } from 'vite';

/** Bundles our side as the product is bundled, and returns the program; it stands where packages are found. */
export function buildOurs(): Promise<string> {
  return bundle('bench/ours/index.ts', 'bench', 'ours.mjs');
}

/** Bundles the trainer alone, for children that are started as the product starts them. */
export function buildTrainer(): Promise<string> {
  return bundle('src/trainer/index.ts', 'bench-trainer', 'trainer.js');
}

async function bundle(entry: string, name: string, program: string): Promise<string> {
  const folder = resolve('node_modules/.cache/metric-workbench', name);
  const alias = Object.fromEntries(
    ['shared', 'ml', 'core', 'trainer'].map((layer) => [`@${layer}`, resolve('src', layer)]),
  );
  await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias },
    build: {
      ssr: resolve(entry),
      outDir: folder,
      emptyOutDir: true,
      target: 'node24',
      minify: false,
      rolldownOptions: { output: { format: 'es', entryFileNames: program } },
    },
  });
  return resolve(folder, program);
}
