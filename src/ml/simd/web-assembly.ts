/** The part of WebAssembly that is needed: it is there in every engine, but neither in ES2023's types nor without DOM or Node. */
export type Memory = { buffer: ArrayBuffer };

type Compiled = object;
type Namespace = {
  Memory: new (limits: { initial: number }) => Memory;
  Module: new (bytes: Uint8Array<ArrayBuffer>) => Compiled;
  Instance: new (module: Compiled, imports: { env: { memory: Memory } }) => { exports: object };
};

export const webAssembly = (globalThis as unknown as { WebAssembly: Namespace }).WebAssembly;
