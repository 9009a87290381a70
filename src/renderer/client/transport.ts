import type { ClientContext, ClientLink } from '@orpc/client';

/** One open way to the core; `closed` settles when it is gone, for whatever reason. */
export type Wire = { link: ClientLink<ClientContext>; closed: Promise<void>; close(): void };

/** A way of getting a {@link Wire}; `refused` when there is a core that does not let this page in; rejects when nobody answers. */
export type Transport = { open(): Promise<Wire | 'refused'> };
