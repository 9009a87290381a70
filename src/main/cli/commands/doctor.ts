import type { SystemInfo } from '@shared/api';
import type { Style } from '../terminal/style';
import { defineCommand } from './command';

/** Says what computes, whether the store is sound, and which ways to open the workbench work here. */
export const doctor = defineCommand({
  configure: () => undefined,
  run: (context) =>
    context.withWorkbench('read', async ({ client }) => {
      const info = await client.system.info();
      context.output.result(info, () => doctorText(info, context.output.style));
    }),
});

/** The doctor's report for people. */
export function doctorText({ version, engine, store, shells }: SystemInfo, style: Style): string {
  const mark = (good: boolean) => (good ? style.green('ok  ') : style.yellow('note'));
  return [
    style.bold(`Metric Workbench ${version}`),
    `${mark(engine.name === 'native')}  engine   ${engine.name} ${engine.version}: ${engine.why}`,
    `${mark(store.integrity === 'ok')}  store    ${store.path} (version ${store.version}), integrity: ${store.integrity}`,
    ...shells.map(({ name, available, why }) => `${mark(available)}  ${name.padEnd(8)} ${why}`),
  ].join('\n');
}
