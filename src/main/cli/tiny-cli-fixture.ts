import { afterEach, beforeEach } from 'vitest';
import { scriptedTrainers, storeTinyDataset, temporaryHome, type Behaviour } from '@core/workbench-fixture';
import { capturedIo } from './captured-io';
import { runCli } from './run-cli';

/** The command line over a home folder of its own for each test, which holds the dataset `tiny`, and scripted trainers. */
export function tinyCli() {
  let home: string;
  let remove: () => void;
  let behaviour: Behaviour;
  beforeEach(async () => {
    ({ home, remove } = temporaryHome());
    behaviour = {};
    await storeTinyDataset(home);
  });
  afterEach(() => remove());
  const start = (...argv: string[]) => {
    const captured = capturedIo({ spawn: scriptedTrainers(home, behaviour).spawn });
    return { ...captured, ended: runCli([...argv, '--home', home], captured.io) };
  };
  return {
    home: () => home,
    /** What trainers do from now on. */
    behave: (wanted: Behaviour) => void (behaviour = wanted),
    start,
    async answer(...argv: string[]): Promise<{ code: number; body: Record<string, unknown> }> {
      const { ended, written } = start(...argv, '--json');
      const code = await ended;
      return { code, body: JSON.parse(written.stdout) as Record<string, unknown> };
    },
  };
}
