import { expect, test } from 'vitest';
import { studyTour, Tour } from './tour.svelte';

function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  } as unknown as Storage;
}

test('a tour offers itself once, goes forth and back, and ends after its last stop', () => {
  const storage = memory();
  const tour = new Tour(studyTour, storage);
  expect(tour.stop).toBeNull();
  tour.offer();
  expect(tour.stop).toBe(studyTour[0]);
  tour.move(-1);
  expect(tour.at).toBe(0);
  for (let step = 1; step < studyTour.length; step++) tour.move(1);
  expect(tour.stop).toBe(studyTour.at(-1));
  tour.move(1);
  expect(tour.stop).toBeNull();
  tour.offer();
  expect(tour.stop).toBeNull();
  new Tour(studyTour, storage).offer();
  expect(tour.stop).toBeNull();
  tour.start();
  expect(tour.at).toBe(0);
});
