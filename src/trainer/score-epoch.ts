import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EpochScores, Job } from '@shared/job';
import { diagnose, spreadRows } from '@ml/diagnostics';
import { evaluate, type Evaluation } from '@ml/evaluate';
import { principalPositions } from '@ml/principal-axes';
import { keptNeighbours } from '@ml/run-costs';
import { writeArray } from './arrays';
import { saveEpochEmbedding } from './epoch-embedding';
import type { JobContext } from './job-context';
import type { Prepared } from './prepare';
import type { Report } from './report';
import { isFinite } from './verdicts';

const mostPairedRows = 400;
const mostPositions = 1000;

/** An embedding [examples, size] with its scores and neighbours for every k, as a run's result needs them. */
export type Evaluated = Evaluation & { z: Float32Array };

/**
 * Scores the embedding as it is after an epoch, and diagnoses it; null when its distances are not finite. The last epoch is scored
 * as the run's result is, which then need not be done again: `evaluated`.
 */
export function scoreEpoch(
  job: Job,
  context: JobContext,
  work: Prepared,
  epoch: number,
): { scores: EpochScores; diagnosis: Report; evaluated: Evaluated | null } | null {
  const { tf } = context.engine;
  const { k } = job.config;
  const { counts, labels, size } = work.scoring;
  const z = work.scoring.rowsOf(0, labels.length);
  if (!isFinite(z, size)) return null;
  const rowsOf = (from: number, to: number) => z.subarray(from * size, to * size);
  const maxK = keptNeighbours(work.scoring.counts.train, k);
  const isLast = epoch === work.plan.epochs;
  const evaluation = evaluate({ tf, ...work.scoring, rowsOf, k, maxK, trainMaxK: isLast ? maxK : k });
  const { scores } = evaluation;
  const paired = picked(z, size, labels, spreadRows(counts.train, mostPairedRows));
  const placed = picked(z, size, labels, spreadRows(labels.length, mostPositions));
  const positions = principalPositions(tf, placed.z, size, placed.labels);
  const { validation } = scores;
  return {
    scores: {
      trainError: scores.train.error,
      trainLeaveOneOutError: scores.trainLeaveOneOut.error,
      validationError: validation?.error ?? null,
    },
    diagnosis: {
      type: 'epochDiagnosed',
      epoch,
      validationErrorByK:
        validation && Array.from({ length: maxK }, (_, index) => validation.errorByK[index + 1]!),
      ...diagnose(tf, paired.z, size, paired.labels),
      positions: savePositions(job, epoch, positions),
      ...(work.keepsEmbedding(epoch) ? { embedding: saveEpochEmbedding(job, epoch, z, size) } : {}),
    },
    evaluated: isLast ? { ...evaluation, z } : null,
  };
}

/** Positions are drawn, not gone on from: waiting for the disk would cost more than the epoch. */
function savePositions(job: Job, epoch: number, positions: Float32Array) {
  const folder = join(job.outputFolder, 'positions');
  mkdirSync(folder, { recursive: true });
  const shape = [positions.length / 2, 2];
  const saved = writeArray(folder, `epoch-${epoch}`, positions, shape, writeFileSync);
  return { ...saved, file: `positions/${saved.file}` };
}

function picked(z: Float32Array, size: number, labels: Int32Array, rows: Int32Array) {
  const values = new Float32Array(rows.length * size);
  rows.forEach((row, place) => values.set(z.subarray(row * size, (row + 1) * size), place * size));
  return { z: values, labels: rows.map((row) => labels[row]!) };
}
