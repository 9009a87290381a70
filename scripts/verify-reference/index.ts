import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { openEngine } from '@trainer/engine';
import { engineChoices, type EngineChoice } from '@shared/run';
import { replayTies, replayLearner } from './replay';
import { referenceSchema, type Check } from './reference';

/** Replays every reference file of a folder through every training path; returns the exit code. */
export async function main([folder = '', engineName = 'auto']: string[]): Promise<number> {
  const files = folder
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.json'))
        .sort()
    : [];
  const choice = engineChoices.find((name) => name === engineName);
  if (files.length === 0 || !choice) {
    console.error(
      'Usage: npm run verify:reference -- FOLDER [auto|native|wasm|cpu]   (a folder with *.json vectors)',
    );
    return 2;
  }
  const checks = await replayAll(folder, files, choice);
  const failed = checks.filter((check) => !check.passed);
  for (const check of checks) {
    console.log(`${check.passed ? 'ok    ' : 'FAILED'} ${check.name.padEnd(58)} ${check.detail}`);
  }
  console.log(`${checks.length - failed.length} passed, ${failed.length} failed`);
  return failed.length === 0 ? 0 : 1;
}

async function replayAll(folder: string, files: string[], choice: EngineChoice): Promise<Check[]> {
  const { tf, engine } = await openEngine(choice);
  console.log(`Engine: ${engine.name} (${engine.version})`);
  return files.flatMap((file) => {
    const parsed = referenceSchema.safeParse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
    if (!parsed.success) {
      return [
        { name: `${file} can be read`, passed: false, detail: parsed.error.issues[0]?.message ?? 'unknown' },
      ];
    }
    const reference = parsed.data;
    const checks =
      reference.learner === 'knn_ties' ? replayTies(tf, reference) : replayLearner(tf, reference);
    return checks.map((check) => ({ ...check, name: `${file}: ${check.name}` }));
  });
}
