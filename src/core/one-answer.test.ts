import { expect, it } from 'vitest';
import { oneAnswer } from './one-answer';

it('is found once for all who ask meanwhile, and anew for who asks later', async () => {
  let found = 0;
  const ask = oneAnswer(() => Promise.resolve(++found));
  expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  expect(await ask()).toBe(2);
});

it('fails for all who asked, and is tried again', async () => {
  const faults = [new Error('first'), null];
  const ask = oneAnswer(() => {
    const fault = faults.shift();
    return fault ? Promise.reject(fault) : Promise.resolve('found');
  });
  const answers = await Promise.allSettled([ask(), ask()]);
  expect(answers.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask()).toBe('found');
});
