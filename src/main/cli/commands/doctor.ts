import type { SystemInfo } from '@shared/api';
import type { StoreCheck } from '@shared/backup';
import { exitCodes } from '@shared/errors';
import type { Style } from '../terminal/style';
import { bytesText, timeText } from '../terminal/words';
import { defineCommand } from './command';

/** Says what computes, whether the store is sound, which backups there are, and which ways to open the workbench work here. */
export const doctor = defineCommand({
  configure: (command) =>
    void command.option('--full', 'read every page of the store and every file that belongs to it'),
  run: (context, _, { full }: { full?: boolean }) =>
    context.withWorkbench('read', async ({ client }) => {
      const info = await client.system.info();
      const check = full ? await client.system.check() : null;
      context.output.result(check ? { ...info, check } : info, () =>
        doctorText(info, context.output.style, check),
      );
      const isSound = info.store.integrity === 'ok' && (check?.problems.length ?? 0) === 0;
      return isSound ? 0 : exitCodes.storage;
    }),
});

/** The doctor's report for people. */
export function doctorText(
  { version, engine, store, shells }: SystemInfo,
  style: Style,
  check: StoreCheck | null = null,
): string {
  const mark = (good: boolean) => (good ? style.green('ok  ') : style.yellow('note'));
  return [
    style.bold(`Metric Workbench ${version}`),
    `${mark(engine.name === 'native')}  engine   ${engine.name} ${engine.version}: ${engine.why}`,
    `${mark(store.integrity === 'ok')}  store    ${store.path} (version ${store.version}), integrity: ${store.integrity}`,
    ...(check ? checkLines(check, mark) : []),
    ...backupLines(store.backups, mark),
    ...shells.map(({ name, available, why }) => `${mark(available)}  ${name.padEnd(8)} ${why}`),
  ].join('\n');
}

function checkLines({ problems, files }: StoreCheck, mark: (good: boolean) => string): string[] {
  if (problems.length === 0) return [`${mark(true)}  files    ${files} files are as they were stored`];
  return problems.map((problem) => `${mark(false)}  damage   ${problem}`);
}

function backupLines(backups: SystemInfo['store']['backups'], mark: (good: boolean) => string): string[] {
  if (backups.length === 0) return [`${mark(false)}  backups  none yet: metric-workbench backup FILE`];
  return backups.map(({ path, bytes, createdAt, kind }) => {
    const what = kind === 'whole' ? '' : ', only the store, before an update';
    return `${mark(true)}  backup   ${path} (${timeText(createdAt)}, ${bytesText(bytes)}${what})`;
  });
}
