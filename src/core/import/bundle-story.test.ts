import { describe, expect, it } from 'vitest';
import { jobEventSchema, type JobEvent } from '@shared/job';
import { faultOfStory } from './bundle-story';

const engine = { name: 'cpu', version: '1', why: '' };
const histogram = { min: 0, max: 1, counts: [1] };
const error = { error: 0.5, errorByK: { '1': 0.5 } };
const scores = { train: error, trainLeaveOneOut: error, validation: null, test: null };
const facts = {
  initialWeightNorm: null,
  finalWeightNorm: null,
  initialSpread: 1,
  finalSpread: 1,
  meanSameClassDistance: 1,
  meanDifferentClassDistance: 1,
  initialWeights: histogram,
  finalWeights: null,
};
const timing = { trainMs: 1, evaluateMs: 1, totalMs: 2 };

const started = (epoch: number) => ({ type: 'started', engine, path: 'direct', epoch, versions: {} });
const epoch = (at: number) => ({
  type: 'epochFinished',
  epoch: at,
  loss: 1,
  activeShare: null,
  durationMs: 1,
  scores: null,
});
const cancelled = (at: number) => ({ type: 'cancelled', epoch: at });
const failed = (code: string) => ({ type: 'failed', code, message: '', hint: '' });
const finished = { type: 'finished', scores, facts, timing, artefacts: [] };
const withErrors = (errorByK: Record<string, number>) => ({
  ...finished,
  scores: { ...scores, train: { error: 0.5, errorByK } },
});

function story(...events: object[]): JobEvent[] {
  return events.map((event, seq) => jobEventSchema.parse({ runId: 'r1', seq, ...event }));
}

describe('a story that can have happened', () => {
  it.each([
    ['finished', story(started(0), epoch(1), epoch(2), finished)],
    ['finished', story(started(0), epoch(1), epoch(2), cancelled(2), started(2), epoch(3), finished)],
    ['finished', story(started(0), epoch(1), epoch(2), started(1), epoch(2), finished)],
    ['interrupted', story(started(0), epoch(1))],
    ['interrupted', story(started(0), epoch(1), failed('storage'))],
    ['cancelled', story()],
    // What the host itself has stopped or failed has no event of it.
    ['failed', story(started(0), epoch(1))],
    ['cancelled', story(failed('failed'))],
  ] as const)('%s: %#', (status, events) => {
    expect(faultOfStory(events, { status, epochs: 3 })).toBeNull();
  });
});

describe('a story that cannot', () => {
  it.each([
    [
      'an epoch beyond the last',
      story(started(0), epoch(1), epoch(2), epoch(3), epoch(4), finished),
      /epoch 4/,
    ],
    [
      'an epoch that is far away',
      story(started(0), epoch(9_000_000), finished),
      /epoch 9000000 after epoch 0/,
    ],
    ['an epoch twice', story(started(0), epoch(1), epoch(1), finished), /epoch 1 after epoch 1/],
    ['a negative epoch', story(started(-5), finished), /goes on from epoch -5/],
    [
      'going on from where it never was',
      story(started(0), epoch(1), started(2), finished),
      /goes on from epoch 2/,
    ],
    ['an epoch before its beginning', story(epoch(1), finished), /after epoch 0/],
    ['an end without a beginning', story(finished), /has not begun/],
    ['something after its end', story(started(0), finished, started(0), finished), /after its end/],
    ['an epoch of one that was cancelled', story(started(0), cancelled(0), finished), /has not begun/],
    ['no end', story(started(0), epoch(1)), /say otherwise/],
    ['an error of a k that is none', story(started(0), withErrors({ '1e3': 0.5 })), /errors by k/],
    ['an error of k 0', story(started(0), withErrors({ '0': 0.5 })), /errors by k/],
    ['an error above 1', story(started(0), withErrors({ '1': 1.5 })), /errors by k/],
  ] as const)('%s', (_what, events, words) => {
    expect(faultOfStory(events, { status: 'finished', epochs: 3 })).toMatch(words);
  });

  it.each(['queued', 'running'] as const)('says that it is %s', (status) => {
    expect(faultOfStory(story(started(0)), { status, epochs: 3 })).toMatch(/say otherwise/);
  });
});
