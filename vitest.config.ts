import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [svelte()],
  resolve: {
    alias: {
      '@shared': folder('src/shared'),
      '@ml': folder('src/ml'),
      '@core': folder('src/core'),
      '@trainer': folder('src/trainer'),
      '@main': folder('src/main'),
      '@renderer': folder('src/renderer'),
    },
  },
  test: {
    include: ['src/**/*.{test,check}.ts', 'scripts/**/*.test.{js,ts}'],
    setupFiles: ['src/property-seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 30_000 } },
  },
});
