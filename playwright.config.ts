import { defineConfig } from '@playwright/test';

/** One set of specs through both doors: the page in a browser, and the desktop window. */
export default defineConfig({
  testDir: 'e2e',
  outputDir: 'node_modules/.cache/e2e',
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  // A busy machine is slow, not wrong.
  timeout: 600_000,
  expect: { timeout: 120_000 },
  reporter: [['list']],
  projects: [{ name: 'browser' }, { name: 'electron' }],
});
