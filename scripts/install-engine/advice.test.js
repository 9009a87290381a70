import { expect, test } from 'vitest';
import { advise } from './advice.js';

test('each missing thing gets its line, and nothing else', () => {
  const lines = advise([
    'example.org cannot be reached (ENOTFOUND)',
    'g++ is not there, python3 with pip is not there',
  ]);
  expect(lines.slice(0, -1)).toEqual([
    expect.stringContaining('python3 with pip'),
    expect.stringContaining('a C++ compiler'),
    expect.stringContaining('the network'),
  ]);
});

test('a platform without an engine is told so', () => {
  expect(advise(['no TensorFlow wheel is known for freebsd x64'])[0]).toContain('a platform that has it');
});
