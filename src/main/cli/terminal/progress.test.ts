import { expect, test } from 'vitest';
import { capturedIo } from '../captured-io';
import { createProgress, progressLine } from './progress';

test('a line never exceeds its width', () => {
  for (const width of [10, 20, 40, 80, 200]) {
    for (const share of [null, 0, 0.005, 0.5, 1]) {
      const line = progressLine({ share, text: 'epoch 12/100  loss 0.5', timeLeftMs: 3_725_000 }, width);
      expect(line.length).toBeLessThanOrEqual(width);
    }
  }
});

test('a line shows the share, the words and the time left', () => {
  const line = progressLine({ share: 0.5, text: 'epoch 5/10', timeLeftMs: 62_000 }, 80);
  expect(line).toBe(`${'█'.repeat(12)}${'░'.repeat(12)}  50%  epoch 5/10  1 min 02 s left`);
});

test('without a terminal there is at most one plain line a second, and always the last', () => {
  const { io, written, pass } = capturedIo();
  const progress = createProgress(io);
  for (let step = 1; step <= 50; step++) {
    progress.update({ share: step / 50, text: `step ${step}` });
    pass(100);
  }
  progress.end();
  expect(written.stderr).toBe(
    '2% step 1\n22% step 11\n42% step 21\n62% step 31\n82% step 41\n100% step 50\n',
  );
  expect(written.stdout).toBe('');
});

test('on a terminal the bar redraws itself and leaves nothing behind', () => {
  const { io, written, pass } = capturedIo({ isTTY: true, columns: 60 });
  const progress = createProgress(io);
  progress.update({ share: 0.1, text: 'first' });
  progress.update({ share: 0.2, text: 'too soon' });
  pass(100);
  progress.update({ share: 0.3, text: 'third' });
  progress.end();
  expect(written.stderr).not.toContain('too soon');
  expect(written.stderr).not.toContain('\n');
  expect(written.stderr.endsWith('\r\u001b[2K')).toBe(true);
});
