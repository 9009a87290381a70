import { expect, test } from 'vitest';
import type { Study, StudyRow } from '@shared/study';
import { studyText } from './study-text';
import { createStyle } from './terminal/style';

const row: StudyRow = {
  part: 'l2',
  label: 'Plain L2',
  runId: 'r1',
  status: 'finished',
  trainError: 0.3,
  trainLeaveOneOutError: 0.35,
  validationError: 0.4,
  bestK: 5,
  bestKValidationError: 0.375,
  trainMs: null,
  margin: null,
};
const study: Study = {
  id: 's1',
  kind: 'tutorial',
  dataset: 'sample',
  createdAt: '2026-03-01T12:00:00.000Z',
  status: 'finished',
  progress: { finished: 2, total: 2, timeLeftMs: null },
  parts: [
    {
      id: 'l2',
      title: '1. Plain L2',
      question: 'How far do raw pixels go?',
      findings: ['word '.repeat(40).trim()],
      runIds: [],
    },
  ],
  table: [row],
  sweep: [{ ...row, margin: 0.5, trainMs: 1000 }],
  bestMargin: 0.5,
};

test('a study shows its findings, the comparison, and the best margin', () => {
  const text = studyText(study, createStyle(false), 80);
  expect(text).toContain('1. Plain L2\nHow far do raw pixels go?\n- word');
  expect(text).toMatch(/Plain L2 +30\.0 % +35\.0 % +40\.0 % +5 \(37\.5 %\) +– +finished/);
  expect(text).toMatch(/ 0\.5 +30\.0 % +40\.0 %/);
  expect(text).toContain('chosen on the validation split: 0.5');
  for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(80);
});
