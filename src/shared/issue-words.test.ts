import { expect, test } from 'vitest';
import { z } from 'zod';
import { datasetNameSchema, importOptionsSchema } from './dataset';
import { wordsOfIssue } from './issue-words';
import { runRequestSchema, runUpdateSchema } from './run';
import { sweepAxisSchema } from './sweep';

const long = (length: number) => 'x'.repeat(length);
const wordsOf = (schema: z.ZodType, input: unknown) =>
  (schema.safeParse(input).error?.issues ?? []).map((issue) => wordsOfIssue(issue, input));
const run = { dataset: 'd', distance: 'l2' };

test.each([
  [
    runUpdateSchema,
    { ids: ['r1'], tags: ['a', long(52)] },
    'A tag has at most 40 characters; this one has 52.',
  ],
  [runUpdateSchema, { ids: ['r1'], addTags: [' '] }, 'A tag cannot be empty.'],
  [
    runUpdateSchema,
    { ids: ['r1'], tags: Array.from({ length: 25 }, (_, at) => `t${at}`) },
    'At most 20 tags can be given; these are 25.',
  ],
  [
    runUpdateSchema,
    { ids: ['r1'], notes: long(12_000) },
    'Notes have at most 10,000 characters; these have 12,000.',
  ],
  [runUpdateSchema, { ids: [] }, 'At least 1 run must be given.'],
  [
    runRequestSchema,
    { ...run, name: ` ${long(121)} ` },
    'A name has at most 120 characters; this one has 121.',
  ],
  [runRequestSchema, { ...run, seed: -1 }, 'The seed is at least 0; this one is -1.'],
  [runRequestSchema, { ...run, seed: 1.5 }, 'The seed is 1.5; it has to be a whole number.'],
  [
    z.object({ options: importOptionsSchema }),
    { options: { name: 'a/b' } },
    'A name cannot contain slashes or control characters.',
  ],
  [
    z.object({ name: datasetNameSchema }),
    { name: long(81) },
    'A name has at most 80 characters; this one has 81.',
  ],
  [sweepAxisSchema, { name: 'margin', values: [] }, 'At least 1 value must be given.'],
])('%# says %s', (schema, input, words) => {
  expect(wordsOf(schema, input)).toEqual([words]);
});

test('a value that is not known is left out, and so is the path', () => {
  const issue = { code: 'too_big', origin: 'string', maximum: 40, path: ['tags', 2], message: 'Too big' };
  expect(wordsOfIssue(issue, undefined)).toBe('A tag has at most 40 characters.');
  expect(wordsOfIssue({ message: 'Too small', path: ['options', 'groupBy'] }, undefined)).toBe(
    'The group by cannot be used. Too small.',
  );
});
