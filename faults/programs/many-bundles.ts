import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { clientOf, openWorkbench, type Workbench } from '@core/workbench';
import { exported } from '../bundles/good-bundles';
import { lookAtRun } from '../bundles/look-at-run';
import { takeApart } from '../bundles/parts';
import { errorBodyOf } from '../error-body';
import { insideChildren } from '../inside-children';

/** What to do next: import a bundle into the workbench of a home folder, and the run of it `again`, or close it (null). */
type Task = { home: string; path: string | null; again: boolean };

type Open = { home: string; workbench: Workbench };
let open = null as Open | null;

// Imports bundles as always (also those whose run is already here, for a bad copy of it is what is looked at), looks at every run that comes of one, and takes some on a second journey: lines of JSON both ways.
for await (const line of createInterface({ input: process.stdin })) {
  const { home, path, again } = JSON.parse(line) as Task;
  if (open && (open.home !== home || path === null)) {
    await open.workbench.close();
    open = null;
  }
  const answer = path === null ? { code: 'done', message: '' } : await importAndLook(home, path, again);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ ...answer, peakMiB })}\n`);
}

async function importAndLook(
  home: string,
  path: string,
  again: boolean,
): Promise<{ code: string; message: string }> {
  open ??= { home, workbench: await openAt(home) };
  const { workbench } = open;
  const client = clientOf(workbench);
  try {
    const { id } = await client.runs.import({ source: { path }, again: true });
    const faults = await lookAtRun({ workbench, client, id, picture: join(dirname(home), 'picture.png') });
    if (again) faults.push(...(await secondJourney(workbench, id, `${path}.again`)));
    return { code: 'done', message: faults.join('; ') };
  } catch (error) {
    const { code, message, stack } = errorBodyOf(error);
    return { code: code === 'bad-input' ? code : 'untyped', message: `${code} ${stack ?? message}` };
  }
}

function openAt(home: string): Promise<Workbench> {
  return openWorkbench({
    home,
    version: '0.1.0',
    spawn: insideChildren,
    allowPath: () => true,
    door: 'cli',
    systemInfo: { shells: [] },
  });
}

/** What was taken can be given, and taken again: the same events and files. */
async function secondJourney(workbench: Workbench, id: string, path: string): Promise<string[]> {
  try {
    const first = await exported(workbench, id);
    writeFileSync(path, first);
    const again = await clientOf(workbench).runs.import({ source: { path }, again: true });
    const second = await exported(workbench, again.id);
    return storyOf(first) === storyOf(second) ? [] : ['a second journey changes the run'];
  } catch (error) {
    const { code, message, stack } = errorBodyOf(error);
    return [`a second journey: ${code} ${stack ?? message}`];
  }
}

function storyOf(bundle: Buffer): string {
  const { events, files } = takeApart(bundle);
  const own = events.map((event) => ({ ...(event as object), runId: '' }));
  return JSON.stringify([own, files.map((bytes) => bytes.toString('base64'))]);
}
