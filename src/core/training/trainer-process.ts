import {
  jobEventSchema,
  terminalEventTypes,
  type Job,
  type JobEvent,
  type StackJob,
  type TrainerCommand,
} from '@shared/job';
import { engineSchema, type Engine } from '@shared/run';
import { z } from 'zod';
import type { Child, Clock } from '../ports';
import { StderrTail } from './stderr-tail';

/** How a job ended for its process. */
export type TrainerEnd =
  | { type: 'done' }
  /** The process ended without a last event: `reason` in a word or two. */
  | { type: 'died'; reason: string; stderr: string }
  /** A message could not be understood or stored. */
  | { type: 'fault'; error: unknown; stderr: string };

/** Stores events, in order; the last one's acknowledgement, which stands for all, follows when this resolves. */
export type OnEvents = (events: readonly JobEvent[]) => Promise<void>;

type Task = {
  job: Job | StackJob;
  onEvents: OnEvents;
  end: (end: TrainerEnd) => void;
  inbox: unknown[];
  isOver: boolean;
};

/** Epochs that end within this time are stored together: a disk takes only so many commits a second. */
const togetherMs = 40;

/** One trainer process and the job it works on, if any. */
export class TrainerProcess {
  readonly #child: Child;
  readonly #clock: Pick<Clock, 'monotonicMs'>;
  readonly #stderr: StderrTail;
  #task: Task | null = null;
  #handled: Promise<void> = Promise.resolve();
  #soon: NodeJS.Timeout | undefined;
  #isGone = false;
  #heardMs: number;
  #told: (engine: Engine | null) => void = () => undefined;
  /** Resolves when the process has ended. */
  readonly gone: Promise<void>;

  constructor(child: Child, clock: Pick<Clock, 'monotonicMs'>) {
    this.#child = child;
    this.#clock = clock;
    this.#heardMs = clock.monotonicMs();
    this.#stderr = new StderrTail(child.stderr);
    child.onMessage((message) => this.#receive(message));
    this.gone = new Promise((resolve) => {
      child.onExit((exit) => {
        this.#isGone = true;
        this.#told(null);
        resolve();
        void this.#mourn(exit);
      });
    });
  }

  get isGone(): boolean {
    return this.#isGone;
  }

  /** Milliseconds since it last said anything, be it only that it is alive. */
  get silentMs(): number {
    return this.#clock.monotonicMs() - this.#heardMs;
  }

  /** Hands over a job and resolves when it has ended, one way or another. */
  run(job: Job | StackJob, onEvents: OnEvents): Promise<TrainerEnd> {
    return new Promise((end) => {
      this.#stderr.clear();
      this.#heardMs = this.#clock.monotonicMs();
      this.#task = { job, onEvents, end, inbox: [], isOver: false };
      this.send('units' in job ? { type: 'runStack', job } : { type: 'run', job });
    });
  }

  /** Asks an idle trainer to open the engine that `auto` means; null when it ends instead. */
  probe(): Promise<Engine | null> {
    return new Promise((resolve) => {
      this.#told = resolve;
      if (this.#isGone) resolve(null);
      this.send({ type: 'probe' });
    });
  }

  send(command: TrainerCommand): void {
    if (!this.#isGone) this.#child.send(command);
  }

  kill(signal?: 'SIGKILL' | 'SIGTERM'): void {
    if (!this.#isGone) this.#child.kill(signal);
  }

  #receive(message: unknown): void {
    this.#heardMs = this.#clock.monotonicMs();
    const answer = engineAnswer.safeParse(message);
    if (answer.success) return this.#told(answer.data.engine);
    const task = this.#task;
    if (!task || lifeSign.safeParse(message).success) return;
    task.inbox.push(message);
    if (isEpoch(message)) this.#soon ??= setTimeout(() => this.#store(task), togetherMs);
    else this.#store(task);
  }

  #store(task: Task): void {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#handled = this.#handled.then(() => this.#empty(task));
  }

  async #empty(task: Task): Promise<void> {
    if (task.isOver) return;
    const { runId } = task.job;
    try {
      const { events, fault } = read(task.inbox.splice(0), runId);
      const last = events.at(-1);
      if (last) {
        await task.onEvents(events);
        this.send({ type: 'acknowledge', runId, seq: last.seq });
      }
      if (fault) throw fault;
      if (last && terminalEventTypes.includes(last.type)) this.#end(task, { type: 'done' });
    } catch (error) {
      this.#end(task, { type: 'fault', error, stderr: this.#stderr.text });
      this.kill();
    }
  }

  async #mourn(exit: { code: number | null; signal: string | null }): Promise<void> {
    if (this.#task) this.#store(this.#task);
    await this.#handled;
    const stderr = this.#stderr.text;
    if (this.#task) this.#end(this.#task, { type: 'died', reason: reasonOf(exit, stderr), stderr });
  }

  #end(task: Task, end: TrainerEnd): void {
    if (task.isOver) return;
    task.isOver = true;
    if (this.#task === task) this.#task = null;
    task.end(end);
  }
}

const lifeSign = z.union([z.object({ type: z.literal('ready') }), z.object({ type: z.literal('alive') })]);

const engineAnswer = z.object({ type: z.literal('engine'), engine: engineSchema });

/** Only the ends of epochs come often, and can wait a moment to be stored. */
function isEpoch(message: unknown): boolean {
  return (
    typeof message === 'object' && message !== null && 'type' in message && message.type === 'epochFinished'
  );
}

/** The events of messages up to the first that is none, and what is wrong with that one. */
function read(messages: readonly unknown[], runId: string): { events: JobEvent[]; fault: Error | null } {
  const events: JobEvent[] = [];
  for (const message of messages) {
    const { data, error } = jobEventSchema.safeParse(message);
    const [issue] = error?.issues ?? [];
    if (!data) return { events, fault: notInProtocol(`${issue?.path.join('.')}: ${issue?.message}`) };
    if (data.runId !== runId) return { events, fault: notInProtocol(`it speaks of ${data.runId}`) };
    events.push(data);
  }
  return { events, fault: null };
}

function notInProtocol(why: string): Error {
  return new Error(`The trainer sent a message that is not in the protocol (${why}).`);
}

function reasonOf({ code, signal }: { code: number | null; signal: string | null }, stderr: string): string {
  if (/out of memory|bad_alloc/i.test(stderr)) return 'out of memory';
  if (signal === 'SIGKILL' || signal === 'SIGTERM') return 'killed';
  if (signal) return `crashed, ${signal}`;
  return code === null ? 'it could not be started' : `exit code ${code}`;
}
