/** Something that was held to what another program reads. */
export type Check = { name: string; passed: boolean; detail: string };

/** Prints each check and the closing line that `npm test` counts; gives the exit code. */
export function reportChecks(checks: readonly Check[]): number {
  for (const { name, passed, detail } of checks)
    console.log(`${passed ? 'ok    ' : 'FAILED'} ${name}: ${detail}`);
  const failed = checks.filter(({ passed }) => !passed).length;
  console.log(`${checks.length - failed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}
