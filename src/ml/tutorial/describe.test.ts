import { describe, expect, it } from 'vitest';
import {
  runRequestSchema,
  type EmbeddingFacts,
  type RunDetail,
  type RunStatus,
  type SplitScores,
} from '@shared/run';
import { resolveRunConfig } from '../distances/resolve';
import { describeTutorial, type TutorialRun } from './describe';
import { tutorialPlan } from './plan';

const dataset = { name: 'sample', train: 600, validation: 150, classes: 12 };
const plan = tutorialPlan('sample', 'cpu', dataset.train);

const facts: EmbeddingFacts = {
  initialWeightNorm: 8,
  finalWeightNorm: 4,
  initialSpread: 2,
  finalSpread: 1,
  meanSameClassDistance: 0.5,
  meanDifferentClassDistance: 2,
  initialWeights: null,
  finalWeights: null,
};

const scored = (error: number, errorByK: Record<string, number> = { 36: error }): SplitScores => ({
  error,
  errorByK,
});

type Result = {
  status?: RunStatus;
  validation?: SplitScores | null;
  facts?: Partial<EmbeddingFacts>;
  active?: (number | null)[];
  error?: RunDetail['error'];
};

/** A run of the plan as the store would tell it, finished unless said otherwise. */
function runOf(
  at: number,
  { status = 'finished', validation = scored(0.3), error = null, ...rest }: Result = {},
): TutorialRun {
  const { part, label, request } = plan[at]!;
  const done = status === 'finished';
  const run: RunDetail = {
    id: `run-${at}`,
    name: label,
    status,
    config: resolveRunConfig(runRequestSchema.parse(request)),
    tags: ['tutorial'],
    notes: '',
    starred: false,
    locked: false,
    removedAt: null,
    best: { loss: null, validationError: null },
    studyId: 'study',
    datasetHash: 'hash',
    createdAt: '2026-01-01T00:00:00.000Z',
    startedAt: null,
    finishedAt: null,
    engine: null,
    path: null,
    progress: { epoch: 0, epochs: 100, timeLeftMs: null },
    lastLoss: null,
    scores: done ? { train: scored(0.1), trainLeaveOneOut: scored(0.2), validation, test: null } : null,
    timing: done ? { trainMs: 1234, evaluateMs: 5, totalMs: 1300 } : null,
    error,
    lastSeq: 0,
    curves: {
      loss: [],
      trainError: [],
      trainLeaveOneOutError: [],
      validationError: [],
      activeShare: rest.active ?? [],
    },
    facts: done ? { ...facts, ...rest.facts } : null,
    artefacts: [],
    versions: {},
    dataset: { name: 'sample', classNames: [], present: true },
  };
  return { part, label, run };
}

/** The whole tutorial, with other results for some of its runs (0 to 3 the distances, 4 to 18 the margins). */
function tutorial(results: Record<number, Result> = {}) {
  return describeTutorial({ dataset, runs: plan.map((_, at) => runOf(at, results[at])) });
}

const findings = (results: Record<number, Result>, part: string) =>
  tutorial(results)
    .parts.find(({ id }) => id === part)!
    .findings.join(' ');

describe('the parts', () => {
  it('are five, each with its question and its runs', () => {
    const { parts } = tutorial();
    expect(parts.map(({ id }) => id)).toEqual(['l2', 'l2-min', 'contrastive', 'triplet', 'margin']);
    expect(parts.map(({ runIds }) => runIds.length)).toEqual([1, 1, 1, 1, 15]);
    for (const { title, question, findings } of parts) {
      expect(title.length * question.length).toBeGreaterThan(0);
      expect(findings.length).toBeGreaterThan(0);
    }
  });

  it.each(['queued', 'running', 'cancelled', 'interrupted', 'failed'] as const)(
    'say nothing of a %s run',
    (status) => {
      const { parts } = tutorial({ 0: { status }, 1: { status }, 2: { status }, 3: { status } });
      for (const { findings } of parts.slice(0, 4)) expect(findings).toEqual([]);
    },
  );

  it('say nothing at all before a run exists, and still ask their questions', () => {
    const { parts, table, sweep, bestMargin } = describeTutorial({ dataset, runs: [] });
    expect(parts.map(({ findings }) => findings)).toEqual([[], [], [], [], []]);
    expect(parts.every(({ question }) => question.length > 0)).toBe(true);
    expect({ table, sweep, bestMargin }).toEqual({ table: [], sweep: [], bestMargin: null });
  });

  it('tell of a run that diverged, and what to try', () => {
    const error = { code: 'diverged', message: 'The loss became infinite in epoch 2.', hint: 'Try 0.005.' };
    expect(findings({ 2: { status: 'diverged', error } }, 'contrastive')).toBe(
      `${error.message} ${error.hint}`,
    );
  });

  it('never show what is not a number', () => {
    const extreme = { finalWeightNorm: null, finalSpread: 0, initialSpread: 0, meanSameClassDistance: 0 };
    const texts = [{}, { 1: { facts: extreme }, 2: { facts: extreme }, 3: { facts: extreme } }].map(
      (results) => JSON.stringify(tutorial(results).parts),
    );
    for (const text of texts) expect(text).not.toMatch(/NaN|Infinity|undefined|null/);
  });
});

describe('findings of plain L2', () => {
  it('depend on how far the error is from guessing', () => {
    expect(findings({ 0: { validation: scored(0.4) } }, 'l2')).toContain('carry real information');
    expect(findings({ 0: { validation: scored(0.9) } }, 'l2')).toContain('tell almost nothing');
    expect(findings({}, 'l2')).toContain('91.7 %');
  });

  it('name the better k where there is one', () => {
    const better = scored(0.3, { 1: 0.25, 5: 0.2, 7: 0.2, 36: 0.3 });
    expect(findings({ 0: { validation: better } }, 'l2')).toContain('k = 5 would be wrong on 20.0 % only');
    const best = scored(0.3, { 1: 0.35, 36: 0.3 });
    expect(findings({ 0: { validation: best } }, 'l2')).toContain('No other k does better');
  });

  it('do without a validation split', () => {
    const text = findings({ 0: { validation: null } }, 'l2');
    expect(text).toContain('10.0 % of the training images');
    expect(text).toContain('20.0 %');
    expect(text).not.toContain('validation');
  });
});

describe('findings of the same-class distance', () => {
  it('call a collapse a collapse, and only that', () => {
    const collapsed = findings({ 1: { facts: { finalSpread: 0.001, finalWeightNorm: 0.004 } } }, 'l2-min');
    expect(collapsed).toContain('This is a collapse');
    const underway = findings({ 1: { facts: { finalSpread: 1, finalWeightNorm: 4 } } }, 'l2-min');
    expect(underway).not.toContain('This is a collapse');
    expect(underway).toContain('on its way there');
    expect(underway).toContain('from 8 to 4 (50.0 %');
  });
});

describe('findings of the trained distances', () => {
  const baseline = { 0: { validation: scored(0.3) } };

  it.each([
    [0.1, '20.0 % of the images better than raw pixels'],
    [0.5, '20.0 % of the images worse than raw pixels'],
    [0.29, 'no clear difference'],
    [0.31, 'no clear difference'],
    [0.3, 'no clear difference'],
  ])('compare an error of %s with the baseline', (error, text) => {
    for (const [at, part] of [
      [2, 'contrastive'],
      [3, 'triplet'],
    ] as const)
      expect(findings({ ...baseline, [at]: { validation: scored(error) } }, part)).toContain(text);
  });

  it('take one standard error of the validation split as no difference', () => {
    const noise = Math.sqrt((0.3 * 0.7) / dataset.validation);
    const at = (error: number) => findings({ ...baseline, 2: { validation: scored(error) } }, 'contrastive');
    expect(at(0.3 - noise * 0.99)).toContain('no clear difference');
    expect(at(0.3 - noise * 1.01)).toContain('better than raw pixels');
    expect(at(0.3 + noise * 1.01)).toContain('worse than raw pixels');
  });

  it('have nothing to compare with while the baseline has no result', () => {
    expect(findings({ 0: { status: 'running' } }, 'contrastive')).toContain('no baseline');
  });

  it('tell how far classes are apart, and how many triplets still pull', () => {
    expect(findings({}, 'contrastive')).toContain(
      '0.5 apart on average and images of different classes 2, a factor of 4',
    );
    expect(findings({ 3: { active: [0.9, 0.25, null] } }, 'triplet')).toContain('25.0 % of the triplets');
    expect(findings({ 3: { active: [null] } }, 'triplet')).not.toContain('triplets still');
  });
});

describe('the table', () => {
  it('has a row for each of the four distances, with its results', () => {
    const { table } = tutorial({ 0: { validation: scored(0.3, { 1: 0.25, 9: 0.2, 12: 0.2, 36: 0.3 }) } });
    expect(table.map(({ part }) => part)).toEqual(['l2', 'l2-min', 'contrastive', 'triplet']);
    expect(table[0]).toEqual({
      part: 'l2',
      label: 'Squared L2',
      runId: 'run-0',
      status: 'finished',
      trainError: 0.1,
      trainLeaveOneOutError: 0.2,
      validationError: 0.3,
      bestK: 9,
      bestKValidationError: 0.2,
      trainMs: 1234,
      margin: null,
    });
  });

  it('leaves empty what is not known yet', () => {
    expect(tutorial({ 3: { status: 'running' } }).table[3]).toMatchObject({
      status: 'running',
      trainError: null,
      validationError: null,
      bestK: null,
      trainMs: null,
    });
  });
});

describe('the margin', () => {
  const all = (validation: (at: number) => number) =>
    Object.fromEntries(plan.map((_, at) => [at, { validation: scored(validation(at)) }]));

  it('is the one with the fewest wrong votes, the smallest on ties', () => {
    const margins = plan.slice(4).map(({ request }) => request.params!.margin);
    expect(tutorial(all((at) => (at === 9 ? 0.1 : 0.2))).bestMargin).toBe(margins[5]);
    expect(tutorial(all((at) => (at === 9 || at === 7 ? 0.1 : 0.2))).bestMargin).toBe(margins[3]);
    expect(tutorial(all(() => 0)).bestMargin).toBe(0.1);
    expect(tutorial({}).sweep.map(({ margin }) => margin)).toEqual(margins);
  });

  it.each(['queued', 'running'] as const)('is not told while a run is %s', (status) => {
    const { bestMargin, parts } = tutorial({ ...all(() => 0.2), 18: { status } });
    expect(bestMargin).toBeNull();
    expect(parts[4]!.findings).toEqual([]);
  });

  it('is chosen among those that have a result once all have ended', () => {
    const failed = tutorial({ ...all((at) => at / 100), 4: { status: 'failed' }, 5: { status: 'diverged' } });
    expect(failed.bestMargin).toBe(plan[6]!.request.params!.margin);
    const none = Object.fromEntries(plan.map((_, at) => [at, { status: 'failed' as const }]));
    expect(tutorial(none).bestMargin).toBeNull();
    expect(findings(none, 'margin')).toBe('');
  });

  it('comes with how many others cannot be told from it, and where it was chosen', () => {
    const text = findings(
      all((at) => (at < 14 ? 0.2 : 0.6)),
      'margin',
    );
    expect(text).toContain('20.0 %, at margin 0.10; the highest is 60.0 %');
    expect(text).toContain('10 of 15 margins');
    expect(text).toContain('chosen on the validation images');
  });
});
