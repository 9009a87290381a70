import '@trainer/index';

// The real trainer, which in addition does what a fault would do to it when it is told so.
type Fault = 'exit' | 'abort' | 'memory' | 'hang' | 'throw' | 'junk';

process.on('message', (message: { fault?: Fault; ms?: number; file?: string }) => {
  const { fault, ms = Infinity } = message;
  if (fault === 'exit') process.exit(70);
  if (fault === 'abort') process.abort();
  if (fault === 'throw') throw new Error('an injected fault');
  if (fault === 'memory') fillMemory();
  if (fault === 'hang') blockFor(ms);
  if (fault === 'junk') for (const one of junk) process.send?.(one);
});

function fillMemory(): void {
  const kept: object[][] = [];
  for (;;) kept.push(new Array<object>(1_000_000).fill(kept));
}

/** What a computation does that lets nothing else happen. */
function blockFor(ms: number): void {
  const began = performance.now();
  while (performance.now() - began < ms);
}

const junk = [{ type: 'epochFinished', runId: 'r0', seq: -1 }];
