import { expect, test } from 'vitest';
import type { Study } from '@shared/study';
import { studyProgress } from './follow-study';
import { runFixture } from '@core/run/run-detail-fixture';

const study: Study = {
  id: 's1',
  kind: 'tutorial',
  dataset: 'sample',
  createdAt: '2026-03-01T12:00:00.000Z',
  status: 'running',
  progress: { finished: 4, total: 20, timeLeftMs: 60_000 },
  parts: [],
  table: [],
  sweep: [],
  bestMargin: null,
};

test('the run under way counts by its epochs', () => {
  const run = runFixture({ status: 'running', progress: { epoch: 25, epochs: 50, timeLeftMs: null } });
  expect(studyProgress(study, run)).toEqual({
    share: 4.5 / 20,
    text: 'run 5 of 20: a triplet, epoch 25/50',
    timeLeftMs: 60_000,
  });
});

test('between two runs, and for one without epochs, whole runs count', () => {
  expect(studyProgress(study, null)).toMatchObject({ share: 0.2, text: 'run 5 of 20' });
  const untrained = runFixture({ status: 'running', progress: { epoch: 0, epochs: 0, timeLeftMs: null } });
  expect(studyProgress(study, untrained).share).toBe(0.2);
});
