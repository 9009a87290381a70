import type { ExportFormat } from './export-format';

/** Everything but the arrays: settings, scores, curves, facts. */
export const json = {
  id: 'json',
  help: 'settings, scores and curves',
  extension: 'json',
  mediaType: 'application/json',
  async *write({ run }) {
    yield new TextEncoder().encode(`${JSON.stringify(run, null, 2)}\n`);
  },
} as const satisfies ExportFormat;
