import { expect, it } from 'vitest';
import { endedSweep, sweepRequest, sweepWorkbench } from './sweep-fixture';
import { looksOf } from './sweep-plan';

const at = sweepWorkbench();

const start = (more: object = {}) =>
  endedSweep(at.client, () => at.client.sweeps.start({ ...sweepRequest, ...more }));

it('keeps one look for each configuration, and names the classes of what it shows', async () => {
  await start();
  const looks = await at.client.sweeps.looks({ id: 's1' });
  expect(looks).toMatchObject({ missing: 0, tooMany: false, classNames: ['ant', 'bee', 'cat'] });
  expect(looks.fits.map(({ fit, values }) => [fit, values['margin']])).toEqual([
    [0, 0.1],
    [1, 0.5],
    [2, 0.9],
  ]);
  expect(looks.fits.map(({ sameClass }) => sameClass.counts[1])).toEqual([1, 5, 9]);
  expect(looks.classOf).toEqual({ '0': 0, '1': 1, '2': 2, '3': 0, '4': 1, '5': 2 });
});

it('finds the looks of results that are reused', async () => {
  await start();
  expect(await start({ name: 'again' })).toMatchObject({ reused: 12 });
  expect((await at.client.sweeps.looks({ id: 's2' })).fits).toEqual(
    (await at.client.sweeps.looks({ id: 's1' })).fits,
  );
});

it('says which are missing, and trains only those again, to the same errors', async () => {
  at.behaviour.blind = true;
  await at.workbench.close();
  await at.open();
  const blind = await start();
  expect(await at.client.sweeps.looks({ id: 's1' })).toMatchObject({ fits: [], missing: 3 });
  await at.workbench.close();
  delete at.behaviour.blind;
  await at.open();
  const seen = await endedSweep(at.client, () => at.client.sweeps.retrain({ id: 's1' }));
  expect(seen.configurations).toEqual(blind.configurations);
  expect(await at.client.sweeps.looks({ id: 's1' })).toMatchObject({ missing: 0, fits: [{}, {}, {}] });
});

it('keeps none of a sweep with very many fits', () => {
  const fits = (count: number) => ({ fits: Array.from({ length: count }, () => ({})) });
  expect([looksOf(fits(256)), looksOf(fits(257))]).toEqual([256, 0]);
});
