import { createORPCClient, type ClientContext, type ClientLink } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Api } from '@shared/api';
import type { Transport, Wire } from './transport';

/** Every command and query of the core, typed from the contract. */
export type WorkbenchClient = ContractRouterClient<Api>;

/** `refused`: the core is there again, and does not know this page yet. */
export type ConnectionStatus = 'connecting' | 'open' | 'lost' | 'refused';

const shortestDelayMs = 250;
const longestDelayMs = 5000;

/**
 * Keeps one wire to the core open, with growing pauses between attempts. Calls made while there is none wait for the next;
 * calls under way when one breaks are rejected.
 */
export class Connection {
  readonly client: WorkbenchClient;
  #wire: Promise<Wire>;
  #supply: (wire: Wire) => void = () => {};

  constructor(
    private readonly transport: Transport,
    private readonly onStatus: (status: ConnectionStatus) => void,
  ) {
    this.#wire = this.#nextWire();
    const link: ClientLink<ClientContext> = {
      call: async (path, input, options) => (await this.#wire).link.call(path, input, options),
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
        this.onStatus('open');
        await wire.closed;
        this.#wire = this.#nextWire();
      }
      this.onStatus(wire === 'refused' ? 'refused' : 'lost');
      await new Promise((resume) => setTimeout(resume, Math.max(delayMs, shortestDelayMs)));
    }
  }

  #nextWire(): Promise<Wire> {
    return new Promise((resolve) => (this.#supply = resolve));
  }
}
