import { expect, test } from 'vitest';
import { RunPlace } from './run-place.svelte';

/** The place of run r1 at an address, its waits that end when told to, and what was written. */
function placeAt(query: Record<string, string>) {
  const written: string[] = [];
  const waits: (() => void)[] = [];
  const route = { path: '/runs/r1', query, replace: (href: string) => void written.push(href) };
  const diagnostics = {
    id: 'r1',
    chosen: null as number | null,
    look: (epoch: number | null) => void (diagnostics.chosen = epoch),
  };
  const place = new RunPlace(route, diagnostics, () => new Promise<void>((end) => waits.push(end)));
  const calm = async () => {
    waits.splice(0).forEach((end) => end());
    await Promise.resolve();
    await Promise.resolve();
  };
  return { place, route, diagnostics, written, calm };
}

test('what the address says is shown', () => {
  const { place, diagnostics } = placeAt({ k: '9', epoch: '5' });
  place.read();
  expect([place.k, diagnostics.chosen]).toEqual([9, 5]);
});

test('a slider that is dragged writes at once, and after a while what it was let go at', async () => {
  const { place, written, calm } = placeAt({});
  for (let k = 2; k < 30; k++) {
    place.k = k;
    place.write(5);
  }
  expect(written).toEqual(['/runs/r1?k=2']);
  await calm();
  expect(written).toEqual(['/runs/r1?k=2', '/runs/r1?k=29']);
  await calm();
  place.k = 5;
  place.write(5);
  expect(written.at(-1)).toBe('/runs/r1');
});

test('its own writing changes nothing, an address that comes from elsewhere does', async () => {
  const { place, route, diagnostics, calm } = placeAt({ k: '9' });
  place.read();
  diagnostics.chosen = 3;
  place.write(5);
  route.query = { k: '9', epoch: '3' };
  place.k = 10;
  place.read();
  expect(place.k).toBe(10);
  await calm();
  route.query = {};
  place.read();
  expect([place.k, diagnostics.chosen]).toEqual([null, null]);
});

test('the address of another page is left alone', async () => {
  const { place, route, written, calm } = placeAt({});
  place.write(5);
  place.k = 7;
  place.write(5);
  route.path = '/runs/r1/neighbours';
  route.query = { k: '3' };
  place.read();
  await calm();
  expect([place.k, written]).toEqual([7, ['/runs/r1']]);
});
