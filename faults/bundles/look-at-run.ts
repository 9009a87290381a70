import type { Workbench, WorkbenchClient } from '@core/workbench';
import { exportFormats } from '@core/exports/index';
import { splitNames } from '@shared/dataset';
import { errorBodyOf } from '../error-body';

/** Refusals in words that a page can show; anything else is a fault. */
const polite = ['not-found', 'conflict', 'bad-input'];

/** A run, and the file of an image whose neighbours are asked for. */
type Subject = { workbench: Workbench; client: WorkbenchClient; id: string; picture: string };

/** Reads everything that the pages show of a run, and gives what failed other than politely. */
export async function lookAtRun(subject: Subject): Promise<string[]> {
  const faults: string[] = [];
  for (const [name, read] of readsOf(subject)) {
    try {
      await read();
    } catch (error) {
      const { code, message, stack } = errorBodyOf(error);
      if (!polite.includes(code)) faults.push(`${name}: ${code} ${stack ?? message}`);
    }
  }
  return faults;
}

type Read = [name: string, read: () => Promise<unknown>];

function readsOf({ workbench, client, id, picture }: Subject): Read[] {
  const { runs } = client;
  const written = (format: string, table?: string): Read => [
    `export as ${format}`,
    async () => {
      for await (const _ of (await workbench.exportRun(id, format, table)).pieces);
    },
  ];
  // A bundle is written when the run goes on its second journey.
  const formats = exportFormats.map((format) => format.id).filter((format) => format !== 'bundle');
  return [
    ['runs.get', () => runs.get({ id })],
    ['runs.list', () => runs.list()],
    ['runs.packed', () => runs.packed({})],
    ['runs.diagnostics', () => runs.diagnostics({ id })],
    ['runs.watch', () => drained(client, id)],
    ['runs.compare', () => runs.compare({ ids: [id], withPredictions: true })],
    ['runs.update', () => runs.update({ ids: [id], addTags: ['seen'] })],
    ...(['embedding', 'first-layer'] as const).map((name): Read => [
      name,
      () => workbench.runBytes(id, name),
    ]),
    ...formats.map((format) => written(format)),
    written('csv', 'error-by-k'),
    ...neighbourReads(client, id, picture),
  ];
}

async function drained(client: WorkbenchClient, id: string): Promise<void> {
  let seq = -1;
  for await (const event of await client.runs.watch({ id, afterSeq: -1 })) {
    if (event.seq !== seq + 1) throw new Error(`Event ${event.seq} comes after ${seq}.`);
    seq = event.seq;
  }
}

function neighbourReads({ neighbours }: WorkbenchClient, runId: string, picture: string): Read[] {
  const bySplit = splitNames.flatMap((split): Read[] => [
    [`neighbours.list ${split}`, () => neighbours.list({ runId, split, order: 'least-certain' })],
    [`neighbours.table ${split}`, () => neighbours.table({ runId, split })],
    [`neighbours.hubs ${split}`, () => neighbours.hubs({ runId, split, k: 3 })],
  ]);
  return [
    ...bySplit,
    ['neighbours.ofImage', () => neighbours.ofImage({ runId, source: { path: picture } })],
    ['neighbours.ofExample', () => neighbours.ofExample({ runId, index: 1 })],
    ['neighbours.ofRows', () => neighbours.ofRows({ runId, rows: [0, 35], k: 2, leaveOneOut: true })],
    ['neighbours.occurrences', () => neighbours.occurrences({ runId, split: 'train', index: 0 })],
    ['neighbours.suspects', () => neighbours.suspects({ runId, k: 3 })],
    ['neighbours in the pixels', () => neighbours.list({ runId, pixels: true })],
    [
      'neighbours of every epoch',
      async () => {
        const { epochs } = await neighbours.epochs({ runId });
        for (const epoch of epochs.slice(0, 4)) await neighbours.list({ runId, epoch, split: 'train' });
      },
    ],
  ];
}
