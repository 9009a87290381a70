import { describe, expect, it } from 'vitest';
import { runRequestSchema } from '@shared/run';
import { resolveRunConfig } from '../distances/resolve';
import { tutorialMargins, tutorialPlan } from './plan';

const configs = (trainCount: number) =>
  tutorialPlan('sample', 'cpu', trainCount).map(({ request }) =>
    resolveRunConfig(runRequestSchema.parse(request)),
  );

describe('tutorialMargins', () => {
  it('are 15 values from exactly 0.1 to exactly 2, evenly spaced', () => {
    expect(tutorialMargins.length).toBe(15);
    expect([tutorialMargins[0], tutorialMargins[14]]).toEqual([0.1, 2]);
    tutorialMargins.forEach((margin, at) =>
      expect(Math.abs(margin - (0.1 + (1.9 / 14) * at))).toBeLessThan(1e-4),
    );
  });
});

describe('tutorialPlan', () => {
  it('is the four distances, then one triplet run for each margin', () => {
    const plan = tutorialPlan('sample', 'auto', 600);
    expect(plan.length).toBe(4 + 15);
    expect(plan.slice(0, 4).map(({ part, request }) => [part, request.distance])).toEqual([
      ['l2', 'l2'],
      ['l2-min', 'l2-min'],
      ['contrastive', 'contrastive'],
      ['triplet', 'triplet'],
    ]);
    for (const [at, { part, request }] of plan.slice(4).entries()) {
      expect([part, request.distance, request.params]).toEqual([
        'margin',
        'triplet',
        { margin: tutorialMargins[at] },
      ]);
    }
    expect(new Set(plan.map(({ label }) => label)).size).toBe(19);
  });

  it('can be run as it stands: k 36, the engine and the dataset that were asked for, one seed for all', () => {
    for (const config of configs(600)) {
      expect(config).toMatchObject({ dataset: 'sample', engine: 'cpu', k: 36, seed: 0 });
    }
    const [, , , triplet, ...sweep] = configs(600);
    for (const config of sweep) {
      expect({ ...config.params, margin: triplet!.params.margin }).toEqual(triplet!.params);
    }
  });

  it('takes every training image as a neighbour when there are fewer than 36', () => {
    expect(configs(20).map(({ k }) => k)).toEqual(configs(20).map(() => 20));
    expect(configs(36)[0]!.k).toBe(36);
  });
});
