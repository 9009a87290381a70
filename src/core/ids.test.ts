import { expect, test } from 'vitest';
import { noSuchRun, runRowOf, sweepRowOf } from './ids';

test('hints for what is not there name no command, because the page shows them, too', () => {
  expect(noSuchRun('r999').hint).toContain('It may have been removed');
  for (const ask of [() => runRowOf('x'), () => sweepRowOf('x')])
    expect(ask).toThrow(expect.objectContaining({ hint: expect.not.stringContaining('`') as string }));
});
