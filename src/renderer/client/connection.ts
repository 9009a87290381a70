import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '@shared/api';
import { readingCalls } from '@shared/reading-calls';
import type { Transport, Wire } from './transport';

/** Every command and query of the core, typed from the contract. */
export type WorkbenchClient = ContractRouterClient<Api>;

/** `refused`: the core is there again, and does not know this page yet. */
export type ConnectionStatus = 'connecting' | 'open' | 'lost' | 'refused';

const shortestDelayMs = 250;
const longestDelayMs = 5000;

/**
 * Keeps one wire to the core open, with growing pauses between attempts. Questions asked while there is none wait for the next.
 * What would change something is rejected as soon as the wire is lost: minutes later it might do what nobody wants any more.
 * Calls under way when a wire breaks are rejected, too.
 */
export class Connection {
  readonly client: WorkbenchClient;
  #wire: Promise<Wire>;
  #supply: (wire: Wire) => void = () => {};
  #status: ConnectionStatus = 'connecting';

  constructor(
    private readonly transport: Transport,
    private readonly onStatus: (status: ConnectionStatus) => void,
  ) {
    this.#wire = this.#nextWire();
    const link: ClientLink<ClientContext> = {
      call: async (path, input, options) => {
        if (this.#isLost && !mayWait(path)) throw nobodyAnswers();
        return (await this.#wire).link.call(path, input, options);
      },
    };
    this.client = createORPCClient(link);
  }

  /** Opens the wire and opens it again whenever it breaks; never returns. */
  async keepOpen(): Promise<never> {
    for (let delayMs = shortestDelayMs; ; delayMs = Math.min(delayMs * 2, longestDelayMs)) {
      const wire = await this.transport.open().catch(() => 'gone' as const);
      if (typeof wire === 'object') {
        delayMs = shortestDelayMs / 2;
        this.#supply(wire);
        this.#tell('open');
        await wire.closed;
        this.#wire = this.#nextWire();
      }
      this.#tell(wire === 'refused' ? 'refused' : 'lost');
      await new Promise((resume) => setTimeout(resume, Math.max(delayMs, shortestDelayMs)));
    }
  }

  get #isLost(): boolean {
    return this.#status === 'lost' || this.#status === 'refused';
  }

  #tell(status: ConnectionStatus): void {
    this.#status = status;
    this.onStatus(status);
  }

  #nextWire(): Promise<Wire> {
    return new Promise((resolve) => (this.#supply = resolve));
  }
}

/** A backup changes nothing in the store, but nobody expects one to be made an hour after it was asked for. */
function mayWait(path: readonly string[]): boolean {
  const name = path.join('.');
  return readingCalls.has(name) && name !== 'system.backUp';
}

function nobodyAnswers(): Error {
  return Object.assign(new Error('The workbench does not answer just now. Nothing was changed.'), {
    hint: 'Try again when it is connected.',
  });
}
