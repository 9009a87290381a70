import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startLineChild, type LineChild } from '../line-child';
import { makeTemplates } from '../template';
import { defineSuite, mustBe, told, type FaultContext, type Figure } from './suite';

type Answer = { runs?: number; error?: { code: string; message: string } };

/** Random bytes of the store's file are changed, or its end is cut off, and it is opened as always: no crash, no bare error. */
export const mutatedStores = defineSuite({
  id: 'mutated-stores',
  title: 'damaged stores through the real way of opening them',
  covers: ['F8', 'E14'],
  async run(context): Promise<Figure[]> {
    const count = context.times(1500);
    const { delete: template } = await makeTemplates(context);
    const good = readFileSync(join(template, 'store.db'));
    const home = join(context.folder, 'home');
    cpSync(template, home, { recursive: true });
    const result = { opened: 0, refused: 0, crashes: 0, changed: 0 };
    let opener = startLineChild(context.program('opener'), []);
    for (let round = 0; round < count; round += 1) {
      const bytes = mutated(good, context.random);
      const answer = await openDamaged(home, bytes, round % 2 === 0, opener);
      if (answer === null) {
        result.crashes += 1;
        context.check('no process crashes', false, (await opener.ended).stderr);
        opener = startLineChild(context.program('opener'), []);
        continue;
      }
      judge(answer, context, result);
      const untouched = readFileSync(join(home, 'store.db')).subarray(0, 16).equals(bytes.subarray(0, 16));
      if (answer.error && !untouched) result.changed += 1;
    }
    opener.kill();
    await opener.ended;
    return [
      mustBe('damaged stores opened', result.opened + result.refused + result.crashes, count),
      mustBe('crashed processes', result.crashes, 0),
      told('refused, in words', String(result.refused)),
      told('opened (the damage is where nothing is, or in a value)', String(result.opened)),
    ];
  },
});

function judge({ error }: Answer, context: FaultContext, result: { opened: number; refused: number }): void {
  if (!error) return void (result.opened += 1);
  result.refused += 1;
  const isTyped = error.code === 'storage' && error.message.length > 10;
  context.check('every error is one about the store, in words', isTyped, JSON.stringify(error));
}

/** As after a kill (then the pages are checked) or after a clean end. */
async function openDamaged(
  home: string,
  bytes: Buffer,
  afterKill: boolean,
  opener: LineChild,
): Promise<Answer | null> {
  for (const ending of ['-wal', '-shm']) rmSync(join(home, `store.db${ending}`), { force: true });
  writeFileSync(join(home, 'store.db'), bytes);
  if (afterKill) writeFileSync(join(home, 'lock.json'), '{}');
  else rmSync(join(home, 'lock.json'), { force: true });
  mkdirSync(home, { recursive: true });
  opener.send({ home });
  return (await opener.next()) as Answer | null;
}

function mutated(good: Buffer, random: () => number): Buffer {
  const bytes = Buffer.from(good);
  const changes = 1 + Math.floor(random() * 40);
  for (let change = 0; change < changes; change += 1) {
    bytes[Math.floor(random() ** 2 * bytes.length)] = Math.floor(random() * 256);
  }
  return random() < 0.15 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes;
}
