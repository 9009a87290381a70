import { expect, test } from 'vitest';
import type { MemoryForecast } from '@shared/memory-forecast';
import { MemoryView } from './memory-view.svelte';

const forecast = (neededBytes: number): MemoryForecast => ({
  neededBytes,
  availableBytes: 1e9,
  trainers: 1,
  needs: {} as MemoryForecast['needs'],
  fit: 'fits',
  warning: null,
});

test('an answer that is overtaken by a later question is dropped', async () => {
  const view = new MemoryView();
  let answer = (_: MemoryForecast) => {};
  const slow = view.ask(() => new Promise((resolve) => (answer = resolve)));
  await view.ask(() => Promise.resolve(forecast(2)));
  answer(forecast(1));
  await slow;
  expect(view.current?.neededBytes).toBe(2);
});

test('nothing is shown where nothing could be said', async () => {
  const view = new MemoryView();
  await view.ask(() => Promise.resolve(forecast(2)));
  await view.ask(() => Promise.reject(new Error('k is too large')));
  expect(view.current).toBeNull();
});
