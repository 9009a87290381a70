import { expect, test } from 'vitest';
import { api } from './api';
import { readingCalls } from './reading-calls';

const calls = Object.entries(api).flatMap(([noun, verbs]) =>
  Object.keys(verbs).map((verb) => `${noun}.${verb}`),
);

test('every name in the list is a call', () => {
  expect([...readingCalls].filter((name) => !calls.includes(name))).toEqual([]);
});

test('what is not in the list is a change, or starts work', () => {
  expect(calls.filter((name) => !readingCalls.has(name))).toEqual([
    'system.warmUp',
    'datasets.import',
    'datasets.cancelImport',
    'datasets.sample',
    'datasets.remove',
    'datasets.restore',
    'datasets.deleteForGood',
    'runs.start',
    'runs.cancel',
    'runs.pause',
    'runs.move',
    'runs.resume',
    'runs.rename',
    'runs.remove',
    'runs.restore',
    'runs.import',
    'runs.update',
    'runs.removeMany',
    'runs.restoreMany',
    'runs.deleteForGood',
    'studies.startTutorial',
    'studies.cancel',
    'studies.resume',
    'queue.pause',
    'queue.resume',
    'sweeps.start',
    'sweeps.cancel',
    'sweeps.resume',
    'sweeps.remove',
    'sweeps.restore',
    'sweeps.deleteForGood',
    'sweeps.retrain',
    'sweeps.openAsRun',
    'presets.save',
    'presets.rename',
    'presets.remove',
    'views.save',
    'views.remove',
  ]);
});
