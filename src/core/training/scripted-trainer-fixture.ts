/**
 * A program that speaks the trainer's protocol and makes up its results: neighbours are a fixed arithmetic of rows,
 * losses are 1 / epoch with none in epoch 2. It checkpoints after
 * each of the first four epochs.
 */
export const trainerScript = `
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const behaviour = JSON.parse(process.argv[2]);
const sha = (bytes) => createHash('sha256').update(bytes).digest('hex');
const seen = new Map();
let cancelled = () => {};

process.on('disconnect', () => process.exit(0));
process.on('message', (message) => {
  if (message.type === 'shutdown') process.exit(0);
  if (message.type === 'probe') process.send({ type: 'engine', engine: { name: 'cpu', version: behaviour.engineVersion ?? 's', why: 'scripted' } });
  if (message.type === 'cancel' && !behaviour.ignoresCancel) cancelled();
  if (message.type === 'acknowledge') seen.get(message.seq)?.();
  if (message.type === 'run') void run(message.job);
  if (message.type === 'runStack') void runStack(message.job);
});
process.send({ type: 'ready' });

async function run(job) {
  let seq = job.firstSeq;
  let stop = false;
  let wake = () => {};
  cancelled = () => { stop = true; wake(); };
  const send = (event) => {
    const numbered = { ...event, runId: job.runId, seq };
    const acknowledged = new Promise((resolve) => seen.set(seq, resolve));
    process.send(numbered);
    if (behaviour.repeats) process.send(numbered);
    seq += 1;
    return acknowledged;
  };
  const from = job.checkpoint ? JSON.parse(readFileSync(join(job.checkpoint, 'manifest.json'))).epoch : 0;
  process.send({ type: 'alive', runId: job.runId });
  const engine = { name: 'cpu', version: 's', why: 'scripted' };
  await send({ type: 'started', engine, path: 'direct', epoch: from, versions: { node: process.version } });
  const epochs = job.config.params.epochs ?? 0;
  for (let epoch = from + 1; epoch <= epochs; epoch++) {
    if (behaviour.skips && epoch === 2) seq += 1;
    const scores = { trainError: 0.5, trainLeaveOneOutError: 0.6, validationError: 0.7 };
    const loss = epoch === 2 ? null : 1 / epoch;
    void send({ type: 'epochFinished', epoch, loss, activeShare: 0.5, durationMs: 1, scores });
    if (behaviour.babbles) process.send({ type: 'epochFinished', runId: job.runId, seq: 'x' });
    if (epoch > 4) continue;
    const manifest = Buffer.from(JSON.stringify({ epoch }));
    const folder = 'checkpoint-' + epoch;
    mkdirSync(join(job.outputFolder, folder), { recursive: true });
    writeFileSync(join(job.outputFolder, folder, 'manifest.json'), manifest);
    if (behaviour.spoils === epoch) writeFileSync(join(job.outputFolder, folder, 'manifest.json'), '{}');
    await send({ type: 'checkpointSaved', epoch, step: 0, folder, sha256: sha(manifest) });
    if (behaviour.dieAfter === epoch) {
      process.stderr.write('last words');
      await new Promise((resolve) => process.stderr.write('', resolve));
      process.kill(process.pid, 'SIGKILL');
    }
    if (behaviour.waitAfter === epoch && !stop) await new Promise((resolve) => { wake = resolve; });
    if (stop) return send({ type: 'cancelled', epoch });
  }
  return send(results(job));
}

async function runStack(job) {
  let seq = job.firstSeq;
  let stop = false;
  let wake = () => {};
  cancelled = () => { stop = true; wake(); };
  const send = (event) => {
    const acknowledged = new Promise((resolve) => seen.set(seq, resolve));
    process.send({ ...event, runId: job.runId, seq });
    seq += 1;
    return acknowledged;
  };
  const { fold } = job.part;
  await send({ type: 'stackProgress', epoch: 1, epochs: 2 });
  if (behaviour.failInFold === fold) return send({ type: 'failed', code: 'failed', message: 'no memory', hint: '' });
  for (const [place, { unitId, config }] of job.units.entries()) {
    if (behaviour.stopInFold === fold && place === Math.min(1, job.units.length - 1) && !stop) await new Promise((resolve) => { wake = resolve; });
    if (stop) return send({ type: 'cancelled', epoch: 1 });
    if (behaviour.dieInFold === fold && place === 1 && !existsSync(behaviour.diesUntil ?? '')) {
      if (behaviour.diesUntil) writeFileSync(behaviour.diesUntil, '');
      process.kill(process.pid, 'SIGKILL');
    }
    const { margin = config.params.positiveMargin } = config.params;
    const errors = (factor) => Array.from({ length: job.maxK }, (_, at) =>
      ((Math.round(margin * 100) * 7 + (fold + 1) * 13 + at * factor) % 50) / 100);
    const result = margin >= 9
      ? { status: 'diverged', message: 'The loss became infinite in epoch 1.' }
      : { status: 'finished', train: errors(1), trainLeaveOneOut: errors(2), heldOut: errors(3) };
    const histogram = { min: 0, max: 2, counts: [1, Math.round(margin * 10)] };
    const look = { sameClass: histogram, differentClass: histogram, queries: [0, 3], neighbours: [1, 2, 4, 5], distances: [0, 1, 0, 1] };
    await send({ type: 'unitFinished', unitId, result, ...(job.looks && !behaviour.blind && result.status === 'finished' && { look }) });
  }
  return send({ type: 'stackFinished', trainMs: 1 });
}

function results(job) {
  const manifest = JSON.parse(readFileSync(join(job.datasetFolder, 'manifest.json')));
  const { train, validation, test } = manifest.splits;
  const maxK = Math.min(20, train);
  const artefacts = [];
  const put = (name, values, shape, dtype) => {
    const bytes = Buffer.from(values.buffer);
    const file = name + '.bin';
    writeFileSync(join(job.outputFolder, file), bytes);
    artefacts.push({ name, file, dtype, shape, bytes: bytes.length, sha256: behaviour.lies ? 'lie' : sha(bytes) });
  };
  const examples = train + validation + test;
  if (job.config.loss) put('embedding', Float32Array.from({ length: examples * 4 }, (_, at) => at % 7), [examples, 4], 'float32');
  if (job.config.loss) put('weights.P1', Float32Array.from({ length: 12 }, (_, at) => at), [4, 3], 'float32');
  const splits = Object.entries({ train, validation, test }).filter(([, count]) => count > 0);
  for (const [split, count] of splits) {
    const indices = Int32Array.from({ length: count * maxK }, (_, at) => (at * 7919 + (at >> 3) * 31 + job.config.seed * (at % 17)) % train);
    put('neighbours.' + split + '.indices', indices, [count, maxK], 'int32');
    const distances = Float32Array.from(indices, (_, at) => at % maxK);
    put('neighbours.' + split + '.distances', distances, [count, maxK], 'float32');
  }
  const k = job.config.k;
  const errorByK = Object.fromEntries(Array.from({ length: maxK }, (_, at) => [at + 1, (at + 1) / 100]));
  const ofSplit = { error: errorByK[k] ?? 0.5, errorByK };
  const facts = {
    initialWeightNorm: null, finalWeightNorm: null, initialSpread: 1, finalSpread: 1, meanSameClassDistance: 1,
    meanDifferentClassDistance: 2, initialWeights: null, finalWeights: null,
  };
  const scores = { train: ofSplit, trainLeaveOneOut: ofSplit, validation: validation > 0 ? ofSplit : null, test: null };
  return { type: 'finished', scores, facts, timing: { trainMs: 10, evaluateMs: 1, totalMs: 11 }, artefacts };
}
`;
