import { expect, test } from 'vitest';
import type { RunSummary } from '@shared/run';
import { undoOf } from './run-actions';

const run = (id: string, tags: string[], notes = '') => ({ id, tags, notes }) as RunSummary;
const [plain, tagged] = [run('r1', []), run('r2', ['thesis'], 'good')];

test('a tag is taken back only from the runs that gained it', () => {
  expect(undoOf([plain, tagged], { addTags: ['thesis'] })).toEqual({
    words: 'Tagged 1 run "thesis".',
    runs: [plain],
    change: { removeTags: ['thesis'] },
  });
  expect(undoOf([tagged], { addTags: ['thesis'] })).toBeNull();
});

test('typed tags and notes go back to what they were; stars and locks need no undoing', () => {
  expect(undoOf([tagged], { tags: ['final'] })?.change).toEqual({ tags: ['thesis'] });
  expect(undoOf([tagged], { notes: '' })?.change).toEqual({ notes: 'good' });
  expect(undoOf([plain, tagged], { starred: true })).toBeNull();
});
