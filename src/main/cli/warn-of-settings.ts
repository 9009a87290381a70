import type { LossWarning } from '@ml/losses/loss';
import { printable, type Output } from './output';

/** Says on standard error what the loss has to say of the settings. */
export function warnOfSettings(output: Output, warnings: readonly LossWarning[]): void {
  for (const { message, hint } of warnings) output.note(printable(`${message} ${hint}`));
}
