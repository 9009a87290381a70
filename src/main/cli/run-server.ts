import { systemClock } from '@core/ports';
import { homeFolder } from '@main/home-folder';
import { keepFaults } from '@main/keep-faults';
import { openWorkbench, version } from '@main/open-workbench';
import { createAccess } from '@main/serve/access';
import { forgetLink, takingFreshLinks } from '@main/serve/fresh-link';
import { readLastPort, rememberPort } from '@main/serve/last-port';
import { serve } from '@main/serve/serve';
import type { CommandContext } from './commands/command';
import { insideOneOf } from './data-roots';
import { printable } from './output';

/** How long closing may take before the program ends anyway. */
const patienceMs = 4500;

/** Serves the page until Ctrl+C or SIGTERM, then closes everything; a second one ends the program at once. */
export async function runServer(
  { io, output, home }: CommandContext,
  { port, open, dataRoot }: { port?: number; open: boolean; dataRoot?: string[] },
): Promise<void> {
  const allowPath = insideOneOf(dataRoot ?? [], io.cwd);
  const stopped = firstInterrupt(io.onInterrupt);
  const place = homeFolder(home);
  keepFaults(place);
  const workbench = await openWorkbench({
    door: 'serve',
    home,
    allowPath,
    onFault: ({ message, hint }) => output.note(printable(`${message} ${hint}`)),
  });
  try {
    const preferredPort = port === undefined ? await readLastPort(place) : null;
    forgetLink(place);
    const access = takingFreshLinks(createAccess(), place, systemClock.now);
    const served = await serve({ workbench, version, port, preferredPort, open, access });
    workbench.announce(served.address);
    const answer = { url: served.url, port: Number(new URL(served.address).port) };
    if (port === undefined) await rememberPort(place, answer.port);
    output.result(answer, () => served.url);
    await stopped;
    output.note('Closing. Runs in training keep their last checkpoint.');
    io.onInterrupt(() => io.exitNow(130));
    setTimeout(() => io.exitNow(0), patienceMs).unref();
    await served.close();
    forgetLink(place);
  } finally {
    await workbench.close();
  }
}

function firstInterrupt(onInterrupt: CommandContext['io']['onInterrupt']): Promise<void> {
  return new Promise((resolve) => {
    const ignore = onInterrupt(() => {
      ignore();
      resolve();
    });
  });
}
