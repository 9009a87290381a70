import type { RunDetail } from '@shared/run';
import type { StudyPart, StudyRow } from '@shared/study';
import { findingsOf, type Facts } from './findings';
import type { TutorialPart } from './plan';

export type TutorialRun = { part: TutorialPart; label: string; run: RunDetail };

const headings: readonly { id: TutorialPart; title: string; question: string }[] = [
  {
    id: 'l2',
    title: '1. Squared L2 and k nearest neighbours',
    question: 'How far do raw pixels get? Every image is compared with every training image, pixel by pixel.',
  },
  {
    id: 'l2-min',
    title: '2. Pull classes together, and nothing else',
    question: 'What happens when a linear map is trained only to make same-class distances small?',
  },
  {
    id: 'contrastive',
    title: '3. Pull together, push apart',
    question: 'Does it help to push different classes apart as well, each up to a margin?',
  },
  {
    id: 'triplet',
    title: '4. Triplets on a small network',
    question:
      'What if only the order counts: every image nearer to its own class than to any other, by a margin?',
  },
  {
    id: 'margin',
    title: '5. Which margin?',
    question: 'The triplet learner again, with 15 margins from 0.1 to 2: which gives the fewest wrong votes?',
  },
];

/** The tutorial's parts, tables and best margin, computed from its runs as far as they have got. */
export function describeTutorial({ dataset, runs }: { dataset: Facts['dataset']; runs: TutorialRun[] }): {
  parts: StudyPart[];
  table: StudyRow[];
  sweep: StudyRow[];
  bestMargin: number | null;
} {
  const rows = runs.map(rowOf);
  const sweep = rows.filter((row) => row.part === 'margin');
  const table = rows.filter((row) => row.part !== 'margin');
  const best = bestOf(sweep);
  const facts: Facts = { dataset, runs, table, sweep, best };
  const parts = headings.map(({ id, title, question }) => ({
    id,
    title,
    question,
    findings: findingsOf(id, facts),
    runIds: runs.filter((run) => run.part === id).map(({ run }) => run.id),
  }));
  return { parts, table, sweep, bestMargin: best?.margin ?? null };
}

function rowOf({ part, label, run }: TutorialRun): StudyRow {
  const byK = Object.entries(run.scores?.validation?.errorByK ?? {}).map(([k, error]) => ({
    k: Number(k),
    error,
  }));
  const best = byK.reduce<(typeof byK)[number] | null>(
    (kept, at) => (!kept || at.error < kept.error ? at : kept),
    null,
  );
  return {
    part,
    label,
    runId: run.id,
    status: run.status,
    trainError: run.scores?.train.error ?? null,
    trainLeaveOneOutError: run.scores?.trainLeaveOneOut.error ?? null,
    validationError: run.scores?.validation?.error ?? null,
    bestK: best?.k ?? null,
    bestKValidationError: best?.error ?? null,
    trainMs: run.timing?.trainMs ?? null,
    margin: part === 'margin' ? (run.config.params.margin ?? null) : null,
  };
}

/** The row with the lowest validation error; the smallest margin on ties. Null until every row has ended. */
function bestOf(sweep: StudyRow[]): StudyRow | null {
  if (sweep.some((row) => row.status === 'queued' || row.status === 'running')) return null;
  return sweep.reduce<StudyRow | null>((kept, row) => {
    if (row.validationError === null) return kept;
    return kept === null || row.validationError < kept.validationError! ? row : kept;
  }, null);
}
