import { app } from 'electron';
import { isFirstInstance, prepareApp } from './desktop/before-ready';
import { failForGood } from './desktop/crashes';
import { openDesktop, type Desktop } from './desktop/desktop';
import { homeArgument } from './desktop/home-argument';
import { denyNavigation } from './desktop/navigation';
import { homeFolder } from './home-folder';

process.on('uncaughtException', failForGood);
process.on('unhandledRejection', failForGood);

const home = homeFolder(homeArgument(process.argv));
let desktop: Desktop | undefined;

prepareApp(home);
denyNavigation(app);
if (isFirstInstance(home, () => desktop?.focus())) void app.whenReady().then(open, failForGood);
else app.quit();

/** Not awaited at the top level: Electron is ready only after this file has been read to its end. */
async function open(): Promise<void> {
  try {
    desktop = await openDesktop(home);
  } catch (error) {
    failForGood(error);
  }
}
