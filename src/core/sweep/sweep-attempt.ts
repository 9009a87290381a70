import type { JobEvent, StackJob } from '@shared/job';
import type { SweepConfig, UnitResult } from '@shared/sweep';
import type { UnitLook } from '@shared/sweep-look';
import { WorkbenchError } from '@shared/errors';
import { join } from 'node:path';
import type { DatasetRowsReader } from '../dataset/dataset-rows';
import { sweepIdOf } from '../ids';
import { keepStderr } from '../training/keep-stderr';
import type { Log } from '../log';
import type { Clock } from '../ports';
import { SweepPace } from './sweep-pace';
import { planOn, type PlannedSweep } from './sweep-plan';
import { costOf, cutStacks, type NamedUnit, type UnitStack } from './sweep-stacks';
import type { Store } from '../store/store';
import type { TrainerPool, TrainerTask } from '../training/trainer-pool';
import type { TrainerEnd } from '../training/trainer-process';
import type { Workspace } from '../workspace';

/** What an attempt at a sweep works with. */
export type AttemptParts = {
  store: Store;
  workspace: Workspace;
  rows: DatasetRowsReader;
  pool: TrainerPool;
  clock: Clock;
  log: Log;
  /** Trainers side by side when the sweep does not say. */
  cores: number;
  /** Called after every change of the sweep. */
  changed: () => void;
};

/** A trainer that dies is given its stack once more. */
const tries = 2;

/** What a trainer told of a fit. */
type Found = { unitId: string; result: UnitResult; look?: UnitLook | undefined };

type Stack = { name: string; units: UnitStack; cost: number; left: Set<string> };

/** One go at the fits of a sweep that have no result yet: stacks, side by side in several trainers. */
export class SweepAttempt {
  readonly #parts: AttemptParts;
  readonly #row: number;
  readonly #tasks = new Set<TrainerTask>();
  #pace: SweepPace | null = null;
  #running: readonly Stack[] = [];
  #isStopped = false;
  #engine: string | null = null;
  #isLookedAt: PlannedSweep['isLookedAt'] = () => false;
  #since = { ms: 0, spentMs: 0 };

  constructor(parts: AttemptParts, row: number) {
    this.#parts = parts;
    this.#row = row;
  }

  /** Ends the fits under way without a result. */
  stop(hasNoTime = false): void {
    this.#isStopped = true;
    for (const task of this.#tasks) task.cancel(hasNoTime);
  }

  get timeLeftMs(): number | null {
    return this.#pace?.timeLeftMs ?? null;
  }

  /** Fits' worth of training that is done in stacks under way. */
  get unitsUnderWay(): number {
    return this.#running.reduce((sum, stack) => sum + stack.left.size * (this.#pace?.shareOf(stack) ?? 0), 0);
  }

  /** Resolves when every fit has a result or `stop` was called; throws when results cannot be stored. */
  async run(): Promise<void> {
    const { store, rows, pool, clock, cores } = this.#parts;
    const { config: json, dataset_hash: hash, total_ms: spentMs } = store.sweeps.byRow(this.#row)!;
    this.#since = { ms: clock.monotonicMs(), spentMs };
    const config = JSON.parse(json) as SweepConfig;
    const plan = await planOn(rows, hash, config);
    const wanted = this.#prepare(plan);
    const workers = Math.min(config.workers ?? cores, wanted);
    pool.keep(Math.max(1, workers));
    await this.#openEngines(workers, config.base.engine);
    const left = this.#unitsToTrain(plan);
    this.#isLookedAt = plan.isLookedAt;
    const stacks = this.#stacksOf(plan, left, workers);
    const cost = stacks.reduce((sum, stack) => sum + stack.cost, 0);
    this.#pace = new SweepPace(clock, cost, Math.min(workers, stacks.length));
    const lanes = Array.from({ length: Math.min(workers, stacks.length) }, () => this.#work(stacks, hash));
    const [broken] = (await Promise.allSettled(lanes)).filter(({ status }) => status === 'rejected');
    if (broken?.status === 'rejected') throw broken.reason;
    this.#spend();
  }

  /** Gives the number of fits without a result; a plan that an earlier version made otherwise is replaced. */
  #prepare({ outline, units }: PlannedSweep): number {
    const { store } = this.#parts;
    const unitIds = units.map(({ unitId }) => unitId);
    const known = store.sweepUnits.ids(this.#row);
    store.transaction(() => {
      store.sweepUnits.retry(this.#row);
      if (known.length === unitIds.length && unitIds.every((id, at) => id === known[at])) return;
      store.sweeps.replan(this.#row, outline);
      store.sweepUnits.plan(this.#row, unitIds);
    });
    return store.sweepUnits.waiting(this.#row).size;
  }

  /** Has every trainer open its engine at once, and learns which one `auto` is here. */
  async #openEngines(workers: number, choice: string): Promise<void> {
    if (this.#isStopped) return;
    const opened = await Promise.all(Array.from({ length: workers }, () => this.#parts.pool.probe()));
    const engine = opened.find((one) => one !== null);
    const label = engine ? `${engine.name} (${engine.version})` : null;
    this.#engine = choice === 'auto' || choice === engine?.name ? label : choice;
    if (workers > 0) this.#parts.store.sweeps.computedBy(this.#row, this.#engine);
  }

  /** Takes over what this engine has found already; gives the fits that have no result then. */
  #unitsToTrain({ units, isLookedAt }: PlannedSweep): NamedUnit[] {
    const { store } = this.#parts;
    const engine = this.#engine;
    return store.transaction(() => {
      if (engine !== null) store.sweepUnits.forgetOthers(this.#row, engine);
      const waiting = store.sweepUnits.waiting(this.#row);
      return units.filter(
        ({ unitId, unit }) =>
          waiting.has(unitId) &&
          !(engine !== null && store.sweepUnits.reuse(this.#row, unitId, engine, isLookedAt(unit))),
      );
    });
  }

  #stacksOf(plan: PlannedSweep, units: readonly NamedUnit[], workers: number): Stack[] {
    if (units.length === 0) return [];
    return cutStacks(units, { ...plan, workers }).map((stack, at) => ({
      name: `${sweepIdOf(this.#row)}.${at + 1}`,
      units: stack,
      cost: costOf(stack, plan.trainCountOf),
      left: new Set(stack.map(({ unitId }) => unitId)),
    }));
  }

  async #work(stacks: Stack[], datasetHash: string): Promise<void> {
    for (let stack = stacks.shift(); stack && !this.#isStopped; stack = stacks.shift()) {
      this.#running = [...this.#running, stack];
      this.#pace?.started(stack, stack.cost);
      try {
        await this.#train(stack, datasetHash);
      } catch (error) {
        this.stop();
        throw error;
      } finally {
        this.#pace?.ended(stack);
        this.#running = this.#running.filter((other) => other !== stack);
      }
    }
  }

  async #train(stack: Stack, datasetHash: string): Promise<void> {
    for (let attempt = 1; !this.#isStopped && stack.left.size > 0; attempt++) {
      const task = this.#parts.pool.start(this.#jobOf(stack, datasetHash), (events) =>
        this.#take(stack, events),
      );
      this.#tasks.add(task);
      const end = await task.ended;
      this.#tasks.delete(task);
      if (end.type === 'done' || this.#isStopped) return;
      await keepStderr(this.#parts.workspace, `${stack.name}-${attempt}`, end.stderr);
      this.#parts.log.warn({ stack: stack.name, attempt, end }, 'trainer ended without a last event');
      if (end.type === 'fault' && end.error instanceof WorkbenchError) throw end.error;
      if (attempt === tries) this.#giveUp(stack, 'failed', deathOf(end));
    }
  }

  #jobOf({ name, units }: Stack, datasetHash: string): StackJob {
    const { fold, outerFold, folding, maxK } = units[0]!.unit;
    return {
      runId: name,
      firstSeq: 0,
      datasetFolder: join(this.#parts.workspace.datasetsFolder, datasetHash),
      datasetHash,
      folding,
      part: { fold, outerFold },
      maxK,
      looks: this.#isLookedAt({ fold, outerFold }),
      units: units.map(({ unitId, unit: { config } }) => ({ unitId, config })),
    };
  }

  /** Stores what a trainer reports, before it is told so. */
  async #take(stack: Stack, events: readonly JobEvent[]): Promise<void> {
    const results: Found[] = [];
    for (const event of events) {
      if (event.type === 'stackProgress') this.#pace?.progressed(stack, event.epoch / event.epochs);
      if (event.type === 'unitFinished') results.push(event);
    }
    this.#store(stack, results);
    const last = events.at(-1);
    if (last?.type === 'failed' || last?.type === 'diverged') this.#giveUp(stack, last.type, last.message);
    else if (last?.type === 'stackFinished' && stack.left.size > 0)
      this.#giveUp(stack, 'failed', 'The trainer gave no result.');
    this.#parts.changed();
  }

  #giveUp(stack: Stack, status: 'failed' | 'diverged', message: string): void {
    this.#store(
      stack,
      [...stack.left].map((unitId) => ({ unitId, result: { status, message } })),
    );
    this.#parts.changed();
  }

  #store(stack: Stack, results: readonly Found[]): void {
    const fresh = results.filter(({ unitId }) => stack.left.has(unitId));
    if (fresh.length === 0) return;
    const { store } = this.#parts;
    store.transaction(() => {
      for (const { unitId, result, look } of fresh) {
        store.sweepUnits.put(this.#row, unitId, result, this.#engine);
        if (look) store.sweepLooks.put(unitId, this.#engine, look);
      }
      this.#spend();
    });
    for (const { unitId } of fresh) stack.left.delete(unitId);
  }

  #spend(): void {
    const { ms, spentMs } = this.#since;
    this.#parts.store.sweeps.spend(this.#row, spentMs + this.#parts.clock.monotonicMs() - ms);
  }
}

function deathOf(end: Exclude<TrainerEnd, { type: 'done' }>): string {
  const { reason } = end.type === 'died' ? end : { reason: String(end.error) };
  return `The trainer stopped unexpectedly ${tries} times (${reason}).`;
}
