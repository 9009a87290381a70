import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Every `@` in an import is a boundary between two layers. */
const alias = {
  '@shared': folder('src/shared'),
  '@ml': folder('src/ml'),
  '@core': folder('src/core'),
  '@trainer': folder('src/trainer'),
  '@main': folder('src/main'),
  '@renderer': folder('src/renderer'),
};

export default defineConfig({
  main: {
    resolve: { alias },
    build: {
      target: 'node24',
      rolldownOptions: {
        input: {
          index: folder('src/main/index.ts'),
          cli: folder('src/main/cli/index.ts'),
          trainer: folder('src/trainer/index.ts'),
          importer: folder('src/main/importer/index.ts'),
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    build: {
      rolldownOptions: {
        input: { index: folder('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: folder('src/renderer'),
    resolve: { alias },
    plugins: [svelte({ configFile: folder('svelte.config.js') })],
    build: {
      target: 'chrome140',
      minify: true,
      rolldownOptions: { input: folder('src/renderer/index.html') },
    },
  },
});
