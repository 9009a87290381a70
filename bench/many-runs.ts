import { mkdirSync } from 'node:fs';
import { openForWriting, type Connection } from '@core/store/database';
import { storeOn } from '@core/store/store';
import { workspaceAt, type Workspace } from '@core/workspace';
import type { RunConfig } from '@shared/run';

/** Makes a store with so many finished runs, and so many rows of metrics in all; nothing is left to chance. */
export async function writeManyRuns(home: string, runs: number, metricRows: number): Promise<Workspace> {
  const workspace = workspaceAt(home);
  mkdirSync(home, { recursive: true });
  const connection = await openForWriting(workspace, new Date(0));
  connection.pragma('synchronous = OFF');
  const epochs = Math.round(metricRows / runs / metricsAnEpoch);
  connection.transaction(() => {
    for (let at = 0; at < runs; at++) insertRun(connection, at, epochs);
  })();
  connection.pragma('wal_checkpoint(TRUNCATE)');
  connection.close();
  return workspace;
}

const metricsAnEpoch = 5;
const distances = ['l2', 'l2-min', 'contrastive', 'triplet'];

function insertRun(connection: Connection, at: number, epochs: number): void {
  const { runs, results, metrics } = storesOf(connection);
  const config = configOf(at, epochs);
  const row = runs.insert({
    name: `${config.distance} on ${config.dataset}, margin ${config.params['margin']}`,
    config,
    datasetHash: (at % 5).toString().repeat(64),
    tags: at % 3 === 0 ? ['baseline', `week ${at % 40}`] : [],
    epochs,
    createdAt: new Date(Date.UTC(2026, 0, 1) + at * 600_000).toISOString(),
    study: null,
  });
  runs.launch(row, new Date(Date.UTC(2026, 0, 1) + at * 600_000 + 500).toISOString());
  results.start(row, {
    engine: { name: 'native', version: '4.22.0', why: 'TensorFlow was found.' },
    path: 'gram',
    versions: { node: '24.0.0' },
    epoch: 0,
  });
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const value = (1 + (at % 7)) / (epoch + (at % 11));
    metrics.put(row, 'loss', epoch, value);
    metrics.put(row, 'trainError', epoch, value / 9);
    metrics.put(row, 'trainLeaveOneOutError', epoch, value / 7);
    metrics.put(row, 'validationError', epoch, value / 6);
    metrics.put(row, 'durationMs', epoch, 12);
  }
  const error = ((at * 7919) % 1000) / 1000;
  results.progress(row, epochs, error / 2, error);
  const scores = { error, errorByK: { '1': error / 2, '36': error } };
  results.finish(row, {
    scores: { train: scores, trainLeaveOneOut: scores, validation: scores, test: null },
    facts: emptyFacts,
    timing: { trainMs: 900 + (at % 100), evaluateMs: 80, totalMs: 1000 + (at % 100) },
    k: 36,
  });
  runs.end(row, 'finished', null, new Date(Date.UTC(2026, 0, 1) + at * 600_000 + 1500).toISOString());
}

const known = new WeakMap<Connection, ReturnType<typeof storeOn>>();

function storesOf(connection: Connection): ReturnType<typeof storeOn> {
  const store = known.get(connection) ?? storeOn(connection);
  known.set(connection, store);
  return store;
}

function configOf(at: number, epochs: number): RunConfig {
  return {
    dataset: `photos-${at % 5}`,
    distance: distances[at % 4]!,
    embedding: 'mlp',
    loss: 'triplet',
    optimizer: 'sgd',
    sampler: 'shuffle',
    normalizer: 'symmetric',
    params: {
      margin: 0.1 + ((at >> 2) % 20) / 10,
      learningRate: 0.05,
      epochs,
      batchSize: 50,
      embeddingSize: 64,
      hiddenSize: 256,
      momentum: 0.9,
      weightDecay: 0,
    },
    k: 36,
    seed: at % 10,
    engine: 'auto',
  };
}

const emptyFacts = {
  initialWeightNorm: null,
  finalWeightNorm: null,
  initialSpread: 1,
  finalSpread: 1,
  meanSameClassDistance: 1,
  meanDifferentClassDistance: 2,
  initialWeights: null,
  finalWeights: null,
};
