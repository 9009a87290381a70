import { resolve } from 'node:path';
import { WorkbenchError } from '@shared/errors';
import { homeFolder } from '@main/home-folder';
import { defineCommand } from './command';

/** Puts a backup in the place of the store, or makes room for an empty one; works on a store that cannot be opened. */
export const restore = defineCommand({
  configure: (command) =>
    void command
      .option('--start-empty', 'put nothing back: only rename a store that cannot be used')
      .addHelpText(
        'after',
        '\nNothing is deleted: what was there is renamed, and its new name printed. A workbench that uses the store\n' +
          'must be closed first. Exit codes: 0 restored, 3 no such file, 6 the backup is damaged or the store in use.',
      ),
  async run(context, [file], { startEmpty = false }: { startEmpty?: boolean }) {
    if ((file === undefined) !== startEmpty) throw whichOne();
    const [{ restoreBackup, startEmpty: makeRoom }, { systemClock }, { workspaceAt }] = await Promise.all([
      import('@core/backup/restore-backup'),
      import('@core/ports'),
      import('@core/workspace'),
    ]);
    const workspace = workspaceAt(homeFolder(context.home));
    if (file === undefined) {
      const kept = await makeRoom(workspace, systemClock);
      return context.output.result({ kept }, () =>
        kept === null
          ? 'There was no store.'
          : `The store is now ${kept}. The next start makes an empty one.`,
      );
    }
    const restored = await restoreBackup(workspace, resolve(context.io.cwd, file), systemClock);
    context.output.result(restored, () => {
      const kept = restored.replaced === null ? '' : ` What was there is now ${restored.replaced}.`;
      return `Restored ${restored.runs} runs and ${restored.datasets} datasets (${restored.files} files).${kept}`;
    });
  },
});

function whichOne(): WorkbenchError {
  return new WorkbenchError(
    'usage',
    'Give the backup to restore, or --start-empty.',
    '"metric-workbench doctor" lists the backups there are.',
  );
}
