import { homeFolder } from '@main/home-folder';
import { defineCommand } from './command';

/** Prints a fresh link to the page that is being served, for whoever has lost or used the one that `serve` printed. */
export const link = defineCommand({
  configure: (command) =>
    void command.addHelpText(
      'after',
      '\nIt opens the workbench once, within ten minutes. Exit codes: 0 printed, 3 no page is being served.',
    ),
  async run(context) {
    const [{ servedAddress }, { leaveLink }, { systemClock }, { workspaceAt }] = await Promise.all([
      import('@core/store/store-lock'),
      import('@main/serve/fresh-link'),
      import('@core/ports'),
      import('@core/workspace'),
    ]);
    const home = homeFolder(context.home);
    const address = servedAddress(workspaceAt(home));
    const url = `${address}?t=${await leaveLink(home, systemClock.now())}`;
    context.output.result({ url, port: Number(new URL(address).port) }, () => url);
  },
});
