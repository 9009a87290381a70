import type { Engine, Scores, SplitScores, Timing, TrainingPath, EmbeddingFacts } from '@shared/run';
import type { Connection } from './database';

/** Statements that store what came out of a run: progress in `runs`, errors for every k in `errors_by_k`. */
export type ResultsTable = ReturnType<typeof resultsTable>;

const splits = ['train', 'trainLeaveOneOut', 'validation', 'test'] as const;

/** What a trainer says when it begins. */
export type Start = {
  engine: Engine;
  path: TrainingPath;
  versions: Readonly<Record<string, string>>;
  epoch: number;
};
/** What it says at the end; `k` is the run's own. */
export type Results = { scores: Scores; facts: EmbeddingFacts; timing: Timing; k: number };

/** Prepares the statements of {@link ResultsTable}. */
export function resultsTable(db: Connection) {
  const start = db.prepare<[string, string, string, number, number]>(
    'UPDATE runs SET engine = ?, path = ?, versions = ?, epoch = ? WHERE id = ?',
  );
  const progress = db.prepare<{ row: number; epoch: number; loss: number | null; error: number | null }>(`
    UPDATE runs SET epoch = @epoch, last_loss = coalesce(@loss, last_loss),
      best_loss = min(coalesce(best_loss, @loss), coalesce(@loss, best_loss)),
      best_validation_error = min(coalesce(best_validation_error, @error), coalesce(@error, best_validation_error))
    WHERE id = @row`);
  const lookBack = db.prepare<[number]>(`
    UPDATE runs SET
      best_loss = (SELECT min(value) FROM metrics WHERE run_id = runs.id AND key_id = 1),
      best_validation_error = (SELECT min(value) FROM metrics WHERE run_id = runs.id AND key_id = 4)
    WHERE id = ?`);
  const finish = db.prepare<[string, string, string, number]>(
    'UPDATE runs SET scores = ?, facts = ?, timing = ? WHERE id = ?',
  );
  const putError = db.prepare<[number, string, number, number]>(
    'INSERT OR REPLACE INTO errors_by_k (run_id, split, k, error) VALUES (?, ?, ?, ?)',
  );
  const errors = db.prepare<[number], { split: string; k: number; error: number }>(
    'SELECT split, k, error FROM errors_by_k WHERE run_id = ? ORDER BY split, k',
  );
  return {
    /** An attempt began: what was best is what the epochs that are still there say. */
    start(row: number, { engine, path, versions, epoch }: Start): void {
      start.run(JSON.stringify(engine), path, JSON.stringify(versions), epoch, row);
      lookBack.run(row);
    },
    /** Notes the last epoch done, its loss and its validation error where measured; one not finite changes nothing. */
    progress: (row: number, epoch: number, loss: number | null, error: number | null): void =>
      void progress.run({ row, epoch, loss: finite(loss), error: finite(error) }),
    /** Stores the results: every error in its table, and beside the run the few that a list of runs shows. */
    finish(row: number, { scores, facts, timing, k }: Results): void {
      finish.run(JSON.stringify(shortScores(scores, k)), JSON.stringify(facts), JSON.stringify(timing), row);
      for (const split of splits) {
        for (const [kOf, error] of Object.entries(scores[split]?.errorByK ?? {})) {
          putError.run(row, split, Number(kOf), error);
        }
      }
    },
    /** Puts the errors for every k into the scores of a list. */
    fullScores(row: number, short: Scores): Scores {
      const full: Record<string, Record<string, number>> = {};
      for (const { split, k, error } of errors.all(row)) (full[split] ??= {})[k] = error;
      return mapSplits(short, (scores, split) => ({ ...scores, errorByK: full[split] ?? scores.errorByK }));
    },
  };
}

/** The errors at the run's own k and at the best k of each split; the rest stands in `errors_by_k`. */
export function shortScores(scores: Scores, k: number): Scores {
  return mapSplits(scores, ({ error, errorByK }) => {
    const best = Object.entries(errorByK).reduce<[string, number] | null>(
      (lowest, entry) => (lowest === null || entry[1] < lowest[1] ? entry : lowest),
      null,
    );
    return { error, errorByK: { ...(best && { [best[0]]: best[1] }), [k]: errorByK[k] ?? error } };
  });
}

type SplitKey = (typeof splits)[number];

function mapSplits(scores: Scores, change: (of: SplitScores, split: SplitKey) => SplitScores): Scores {
  return {
    train: change(scores.train, 'train'),
    trainLeaveOneOut: change(scores.trainLeaveOneOut, 'trainLeaveOneOut'),
    validation: scores.validation && change(scores.validation, 'validation'),
    test: scores.test && change(scores.test, 'test'),
  };
}

const finite = (value: number | null): number | null =>
  value !== null && Number.isFinite(value) ? value : null;
