import type { Readable } from 'node:stream';

/** Most bytes kept of what a child says on its standard error. */
const keptBytes = 64 * 1024;

/** The last 64 KiB of a child's standard error; reads it to the end, so that the child never blocks. */
export class StderrTail {
  #chunks: Buffer[] = [];
  #bytes = 0;

  constructor(stderr: Readable | null) {
    stderr?.on('data', (chunk: Buffer | string) => this.#add(Buffer.from(chunk)));
    stderr?.on('error', () => undefined);
  }

  get text(): string {
    return Buffer.concat(this.#chunks).subarray(-keptBytes).toString('utf8');
  }

  clear(): void {
    this.#chunks = [];
    this.#bytes = 0;
  }

  #add(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#bytes += chunk.length;
    while (this.#bytes - (this.#chunks[0]?.length ?? 0) >= keptBytes)
      this.#bytes -= this.#chunks.shift()?.length ?? 0;
  }
}
