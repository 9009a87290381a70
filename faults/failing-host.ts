import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { startLineChild, type Ending, type LineChild } from './line-child';
import { preloadFailCalls } from './preload/build';
import type { CallFault } from './preload/control';
import type { SessionName } from './sessions/index';
import type { FaultContext } from './suites/suite';

/** What a `failing-host` is told to do; `folder` holds the workbench's `home`. */
export type FailingOrder = { folder: string; session: SessionName; source: string; fault: CallFault };

/** How that went. */
export type FailingAnswer = {
  /** What was acknowledged. */
  lines: object[];
  /** Whether a call has really failed. */
  fired: boolean;
  /** What the session ended with, for the person. */
  error: { code: string; message: string } | null;
};

/** A process that goes through one session after the other while calls in it fail. A new one is started when it ends itself. */
export class FailingHost {
  readonly #context: FaultContext;
  readonly #folder: string;
  readonly #env = preloadFailCalls();
  #child: LineChild;

  constructor(context: FaultContext, name: string) {
    this.#context = context;
    this.#folder = join(context.folder, name);
    this.#child = this.#start();
  }

  /** Where the workbench is that was left behind. */
  get home(): string {
    return join(this.#folder, 'home');
  }

  /** One session in a copy of `template`; afterwards `home` is what the host left when it ended. */
  async fail(
    template: string,
    session: SessionName,
    fault: Extract<CallFault, { n: number }>,
  ): Promise<FailingAnswer | Ending> {
    const answer = await this.#run(template, session, fault);
    if (existsSync(`${this.#folder}-at-end`)) this.#goTo('end');
    return answer;
  }

  /** One session in a copy of `template`; calls back with `home` as each of its calls found it, and with what had been told by then. */
  async killed(
    template: string,
    session: SessionName,
    fault: Extract<CallFault, { copies: number }>,
    look: (n: number, lines: unknown[]) => Promise<void>,
  ): Promise<number> {
    const answer = await this.#run(template, session, fault);
    if (!('lines' in answer) || answer.error !== null)
      throw new Error(`The session ${session} fails without any fault: ${JSON.stringify(answer)}`);
    let n = 0;
    while (existsSync(`${this.#folder}-at-${n + 1}`)) {
      n += 1;
      this.#goTo(String(n));
      await look(n, toldIn(this.#folder));
    }
    return n;
  }

  async end(): Promise<void> {
    this.#child.kill();
    await this.#child.ended;
  }

  async #run(template: string, session: SessionName, fault: CallFault): Promise<FailingAnswer | Ending> {
    rmSync(this.#folder, { recursive: true, force: true });
    cpSync(template, this.home, { recursive: true });
    const source = join(this.#context.folder, 'source');
    const order: FailingOrder = { folder: this.#folder, session, source, fault };
    this.#child.send(order);
    const answer = (await this.#child.next()) as FailingAnswer | null;
    if (answer) return answer;
    const ending = await this.#child.ended;
    this.#child = this.#start();
    return ending;
  }

  #start(): LineChild {
    return startLineChild(this.#context.program('failing-host'), [], { env: this.#env });
  }

  /** Puts a copy in the place of the folder: paths in it stay true. */
  #goTo(copy: string): void {
    rmSync(this.#folder, { recursive: true, force: true });
    renameSync(`${this.#folder}-at-${copy}`, this.#folder);
  }
}

/** A line that was cut short was told to nobody. */
function toldIn(folder: string): unknown[] {
  const path = join(folder, 'told.jsonl');
  const lines = existsSync(path) ? readFileSync(path, 'utf8').split('\n').slice(0, -1) : [];
  return lines.map((line) => JSON.parse(line) as unknown);
}
