import { WorkbenchError } from '@shared/errors';

/** Most files, events and bytes that a bundle may hold: far above what a run makes. */
export const bundleLimits = {
  files: 5_000,
  events: 50_000,
  manifestBytes: 4 * 2 ** 20,
  eventsBytes: 512 * 2 ** 20,
  fileBytes: 2 ** 30,
} as const;

/** Names of the two entries beside `files/0`, `files/1`, … */
export const bundleEntries = { manifest: 'bundle.json', events: 'events.jsonl' } as const;

/** The error for a run that is larger than any bundle may be. */
export function tooLargeToBundle(id: string, what: string): WorkbenchError {
  return new WorkbenchError(
    'bad-input',
    `Run ${id} has ${what}, more than a bundle may hold.`,
    'Export its weights as npz or safetensors, and its curves as csv.',
  );
}
