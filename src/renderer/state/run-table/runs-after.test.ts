import { expect, test } from 'vitest';
import type { WorkbenchEvent } from '@shared/events';
import type { RunSummary } from '@shared/run';
import { runsAfter, singly } from './runs-after';

const run = (id: string, lastSeq: number, name = id) => ({ id, lastSeq, name }) as RunSummary;
const changed = (of: RunSummary): WorkbenchEvent => ({ type: 'runChanged', run: of });

test('many events at once do what each would do in turn', () => {
  const before = [run('r1', 3), run('r2', 3), run('r3', 3)];
  const events = [
    changed(run('r2', 4, 'newer')),
    { type: 'runRemoved', id: 'r3' } as const,
    changed(run('r1', 2, 'older')),
    changed(run('r4', 0)),
    changed(run('r3', 3, 'back')),
  ];
  const once = runsAfter(before, events);
  expect(once.map(({ id, name }) => [id, name]).sort()).toEqual([
    ['r1', 'r1'],
    ['r2', 'newer'],
    ['r3', 'back'],
    ['r4', 'r4'],
  ]);
  const inTurn = events.reduce<readonly RunSummary[]>((runs, event) => runsAfter(runs, [event]), before);
  expect(new Set(inTurn)).toEqual(new Set(once));
  expect(runsAfter(before, [])).toBe(before);
});

test('an event about many runs does what one about each of them does', () => {
  const before = [run('r1', 3), run('r2', 3), run('r3', 3)];
  const all = [run('r1', 3, 'one'), run('r3', 3, 'three')];
  const many = singly({ type: 'runsChanged', json: JSON.stringify(all) });
  expect(runsAfter(before, many)).toEqual([all[0], before[1], all[1]]);
  expect(runsAfter(before, singly({ type: 'runsRemoved', ids: ['r1', 'r3'] }))).toEqual([before[1]]);
  expect(singly(changed(before[0]!))).toEqual([changed(before[0]!)]);
});
