import { resolve } from 'node:path';
import { previewText } from '../preview-text';
import { finishImport } from '../finish-import';
import { addImportOptions, importOptionsOf } from '../import-options';
import { defineCommand } from './command';

/** Imports images, or shows what would be imported. */
export const datasetsImport = defineCommand({
  configure: addImportOptions,
  run: (context, [path = ''], options: { preview?: boolean }) => {
    const request = { source: { path: resolve(context.io.cwd, path) }, options: importOptionsOf(options) };
    return context.withWorkbench(options.preview ? 'read' : 'write', async ({ client }) => {
      if (!options.preview) return finishImport(context, client, () => client.datasets.import(request));
      const preview = await client.datasets.preview(request);
      const leavesOut = request.options.unreadable === 'leave-out';
      context.output.result(preview, () => previewText(preview, context.output.style, leavesOut));
    });
  },
});
