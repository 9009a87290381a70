import { stripVTControlCharacters } from 'node:util';
import type { ErrorBody } from '@shared/errors';
import type { CliIo } from './cli-io';
import { createStyle, type Style } from './terminal/style';

/** Where a command puts what it has to say: one result on standard output, everything else on standard error. */
export type Output = {
  readonly json: boolean;
  readonly style: Style;
  /** Columns of standard output; 100 where there is no terminal. */
  readonly width: number;
  /** The command's answer: `value` as one JSON document, or the text for people. Called once. */
  result(value: unknown, text: () => string): void;
  /** A line for people beside the answer. */
  note(text: string): void;
  error(body: ErrorBody): void;
};

/** Output to the given streams, as JSON or for people. */
export function createOutput(io: CliIo, json: boolean): Output {
  const style = createStyle(io.stdout.isTTY && !io.env['NO_COLOR']);
  const errorStyle = createStyle(io.stderr.isTTY && !io.env['NO_COLOR']);
  return {
    json,
    style,
    width: io.stdout.columns ?? 100,
    result(value, text) {
      io.stdout.write(json ? `${toJson(value)}\n` : `${text().trimEnd()}\n`);
    },
    note: (text) => io.stderr.write(`${errorStyle.dim(text)}\n`),
    error(body) {
      if (json) return io.stdout.write(`${toJson({ error: body })}\n`);
      io.stderr.write(`${errorStyle.red('Error:')} ${printable(body.message)}\n`);
      if (body.hint) io.stderr.write(`${printable(body.hint)}\n`);
    },
  };
}

/** Text that came from files or from other people, with nothing in it that moves a cursor or changes a colour. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}

/** JSON has no NaN and no infinity: both become null. */
function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
