import { createInterface } from 'node:readline';
import { openEngine, type OpenEngine } from '@trainer/engine';
import type { DataFile, Question } from '../protocol';
import { breakdown } from './breakdown';
import { fitOnce } from './fit-once';
import { nearest } from './nearest';
import { peakMb } from './peak-memory';
import { readData, type Data } from './read-data';
import { createSweep } from './sweep';
import type { Words } from './words';

/** Reads the data, then answers questions until its input ends: the same code on the same engine as the trainer runs. */
async function serve(file: DataFile): Promise<void> {
  const engine = await openEngine('native');
  const answer = answersFrom(engine, readData(file));
  say({ ms: 0 });
  for await (const line of createInterface({ input: process.stdin })) {
    say(await answer(JSON.parse(line) as Question));
  }
}

function say(words: Words): void {
  const { user, system } = process.cpuUsage();
  process.stdout.write(`${JSON.stringify({ ...words, peakMb: peakMb(), cpuMs: (user + system) / 1000 })}\n`);
}

function answersFrom({ tf }: OpenEngine, data: Data): (question: Question) => Words {
  const sweep = createSweep(tf, data);
  return (question) => {
    switch (question.task) {
      case 'fit':
        return fitOnce(tf, data, question);
      case 'prepare-sweep':
        return sweep.prepare(question);
      case 'unit':
        return sweep.unit(question);
      case 'nearest':
        return nearest(tf, data, question);
      case 'breakdown':
        return breakdown(tf, data, question);
    }
  };
}

await serve(JSON.parse(process.argv[2] ?? '') as DataFile);
