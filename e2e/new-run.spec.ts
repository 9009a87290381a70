import { addSample, audit, goTo } from './audit';
import { importTiny } from './import-dialog';
import { importZip } from './neighbour-data';
import { expect, test } from './workbench';

test('a margin is dragged on the loss; a run is repeated, varied, and its time estimated', async ({
  workbench: { page },
}) => {
  await addSample(page);
  await goTo(page, '/new?distance=contrastive');

  await test.step('the handle and the field are the same number', async () => {
    const handle = page.getByRole('slider', { name: 'Negative margin β' });
    const field = page.getByLabel('Negative margin β', { exact: true }).and(page.locator('input'));
    await expect(
      page.getByText(/Hills: plain squared distances between pixels of \d+ training images/),
    ).toBeVisible();
    await handle.press('ArrowRight');
    await expect(field).toHaveValue('0.96');
    await expect(handle).toHaveAttribute('aria-valuetext', 'Negative margin β 0.96');
    const box = (await handle.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + 30);
    await page.mouse.down();
    await page.mouse.move(box.x - 60, box.y + 30, { steps: 6 });
    await page.mouse.up();
    await expect(field).toHaveValue(/^0\.[1-8]\d?$/);
    await field.fill('0.5');
    await expect(handle).toHaveAttribute('aria-valuenow', '0.5');
    await audit(page);
  });

  const warning = page.getByTestId('settings-warning');

  await test.step('a positive margin above the negative one is warned of, and not refused', async () => {
    const field = page.getByLabel('Positive margin α', { exact: true }).and(page.locator('input'));
    await expect(warning).toHaveCount(0);
    await field.fill('0.6');
    await expect(warning).toContainText('The positive margin α is larger than the negative margin β.');
    await expect(page.getByRole('button', { name: /^Start run/ })).toBeEnabled();
    await audit(page);
    await field.fill('0.5');
    await expect(warning).toHaveCount(0);
    await field.fill('0.1');
  });

  await test.step('it runs, and the next one has an estimate', async () => {
    await expect(page.getByTestId('estimate')).toContainText('no estimate');
    await expect(page.getByTestId('memory')).toHaveText(/^Needs about \d+ MB of memory; .* are free\.$/);
    await page.getByLabel('Epochs').fill('4');
    await page.getByRole('button', { name: /^Start run/ }).click();
    await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
    await page.getByRole('link', { name: 'Repeat with…' }).click();
    await expect(page.getByTestId('estimate')).toHaveText(/^About .* s, from the one similar fit here\.$/);
  });

  await test.step('everything is there again, and only what differs is marked', async () => {
    await expect(page.getByLabel('Epochs')).toHaveValue('4');
    await expect(
      page.getByLabel('Negative margin β', { exact: true }).and(page.locator('input')),
    ).toHaveValue('0.5');
    const marks = page.getByRole('button', { name: /: back to/ });
    await expect(marks).toHaveCount(0);
    await page.getByRole('button', { name: 'Seed 1' }).click();
    await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('1');
    await expect(marks).toHaveCount(1);
  });

  await test.step('all of it can be varied; a k that is too large is told', async () => {
    await page.getByRole('link', { name: 'Vary…' }).click();
    await expect(page.getByRole('textbox', { name: 'Epochs' })).toHaveValue('4');
    await expect(page.getByRole('textbox', { name: 'Seed' })).toHaveValue('1');
    await page.getByRole('textbox', { name: 'Neighbours k' }).fill('500');
    await expect(page.getByText(/with 5 folds the smallest fit trains on 480 images/)).toBeVisible();
    await expect(page.getByRole('button', { name: /Start sweep/ })).toBeDisabled();
  });

  await test.step('a sweep says how many configurations have their margins the wrong way round', async () => {
    await page.getByRole('textbox', { name: 'Neighbours k' }).fill('5');
    await expect(warning).toHaveCount(0);
    await page.getByRole('textbox', { name: 'Negative margin β' }).fill('0.1');
    await expect(warning).toContainText('In 3 of 5 configurations: the positive margin α is larger');
    await expect(page.getByRole('button', { name: /Start sweep/ })).toBeEnabled();
  });
});

test('another link to New run begins anew, and a dataset that is not here is named', async ({
  workbench: { page },
}) => {
  await addSample(page);
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 12);
  await goTo(page, '/new?dataset=sample&distance=contrastive');
  const dataset = page.locator('#run-dataset');
  await expect(dataset).toHaveAccessibleName('Dataset: sample');
  await page.getByLabel('Epochs').fill('7');
  await page.evaluate("location.hash = '#/new?dataset=tiny&distance=l2-min'");
  await expect(dataset).toHaveAccessibleName('Dataset: tiny');
  await expect(page.getByRole('radio', { name: /Same-class/ })).toBeChecked();
  await expect(page.getByLabel('Epochs')).not.toHaveValue('7');
  await page.evaluate("location.hash = '#/new?dataset=gone'");
  const alert = page.getByRole('alert').filter({ hasText: 'The dataset “gone” is not here.' });
  await expect(alert).toBeVisible();
  await expect(dataset).toHaveAccessibleName('Dataset: Choose…');
  await expect(page.getByRole('button', { name: /^Start run/ })).toBeDisabled();
  await dataset.click();
  await page.getByRole('option', { name: /sample/ }).click();
  await expect(alert).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Start run/ })).toBeEnabled();
});

test('the queue: reordered, paused, and resumed after a restart', async ({ workbench }) => {
  const { page } = workbench;
  await addSample(page);
  await goTo(page, '/new');
  await page.getByLabel('Epochs').fill('400');
  await page.getByRole('button', { name: /Start 5 runs/ }).click();
  const rows = page.locator('li[data-run]');
  const order = () => rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-run')));

  await test.step('paused, what trains is the first to go on', async () => {
    await expect(rows.first()).toHaveAttribute('data-status', 'running');
    await page.getByRole('button', { name: 'Pause the queue' }).click();
    await expect(page.getByText('The queue is paused.')).toBeVisible();
    await expect(rows.first()).toHaveAttribute('data-status', 'queued');
    await expect.poll(order).toEqual(['r1', 'r2', 'r3', 'r4', 'r5']);
    await audit(page);
  });

  await test.step('moved by key and by mouse, one cancelled', async () => {
    await page.locator('li[data-run="r2"]').getByRole('button', { name: /up$/ }).press('Enter');
    await expect.poll(order).toEqual(['r2', 'r1', 'r3', 'r4', 'r5']);
    await page.locator('li[data-run="r5"]').dragTo(page.locator('li[data-run="r2"]'));
    await expect.poll(order).toEqual(['r5', 'r2', 'r1', 'r3', 'r4']);
    for (const id of ['r2', 'r3', 'r4'])
      await page
        .locator(`li[data-run="${id}"]`)
        .getByRole('button', { name: /^Cancel/ })
        .click();
    await expect.poll(order).toEqual(['r5', 'r1']);
  });

  await test.step('still paused after a restart, then trained to the end in that order', async () => {
    const again = await workbench.restart();
    await goTo(again, '/queue');
    await expect(again.getByText('The queue is paused.')).toBeVisible();
    await again.getByRole('button', { name: 'Resume the queue' }).click();
    await expect(again.locator('li[data-run="r5"]')).toHaveAttribute('data-status', 'running');
    await again
      .locator('li[data-run="r5"]')
      .getByRole('button', { name: /^Pause/ })
      .click();
    await expect(again.getByRole('heading', { name: 'Paused runs' })).toBeVisible();
    await again
      .locator('li[data-run="r1"]')
      .getByRole('button', { name: /^Pause/ })
      .click();
    await again
      .getByRole('button', { name: /^Resume triplet/ })
      .first()
      .click();
    await expect(again.locator('li[data-run][data-status="running"]')).toHaveCount(1);
  });
});

test('presets: built-in ones, and own ones that are saved, applied, renamed and deleted', async ({
  workbench: { page },
}) => {
  await addSample(page);
  await goTo(page, '/new?distance=contrastive');
  const margin = page.getByRole('textbox', { name: /^Margin/ });
  const choose = async (name: string | RegExp) => {
    await page.getByRole('button', { name: 'Presets' }).click();
    await page.getByRole('menuitem', { name }).click();
  };
  await choose('Triplet, strong margin');
  await expect(page.getByRole('radio', { name: /^Triplet/ })).toBeChecked();
  await expect(margin).toHaveValue('2');

  await margin.fill('0.3');
  await page.getByRole('textbox', { name: 'Neighbours k' }).fill('11');
  await choose('Save these settings…');
  await page.getByLabel('Name of the preset').fill('Mine');
  await page.getByRole('button', { name: 'Save preset' }).click();
  await expect(page.getByText('Saved the preset "Mine".')).toBeVisible();

  await choose('Contrastive, tutorial');
  await expect(page.getByRole('radio', { name: /^Contrastive/ })).toBeChecked();
  await goTo(page, '/sweeps/new?distance=contrastive');
  await choose('Mine');
  await expect(page.getByRole('radio', { name: /^Triplet/ })).toBeChecked();
  await expect(page.getByRole('textbox', { name: 'Neighbours k' })).toHaveValue('11');

  await choose('Rename “Mine”…');
  await page.getByLabel('Name of the preset').fill('Yours');
  await page.getByRole('button', { name: 'Rename', exact: true }).click();
  await expect(page.getByText('Renamed the preset to "Yours".')).toBeVisible();
  await choose('Delete “Yours”');
  await page.getByRole('button', { name: 'Undo' }).click();
  await page.reload();
  await goTo(page, '/new');
  await choose('Yours');
  await expect(margin).toHaveValue('0.3');
  await page.getByRole('button', { name: 'Presets' }).click();
  await audit(page);
});

test('what cannot fit into memory is told before it starts, and can be started all the same', async ({
  workbench: { page },
}) => {
  await importZip(page, 'large', largeImages(512, 4));
  // To train it would take the machine down: it only comes as far as a queue that stands still.
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 24);
  await goTo(page, '/new?dataset=tiny&distance=contrastive');
  await page.getByLabel('Epochs').fill('100000');
  await page.getByRole('button', { name: /^Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'running');
  await goTo(page, '/queue');
  await page.getByRole('button', { name: 'Pause the queue' }).click();
  await expect(page.getByText('The queue is paused.')).toBeVisible();
  await goTo(page, '/new?dataset=large&distance=triplet');
  await page.getByLabel('Neighbours k').fill('1');
  await expect(page.getByTestId('memory')).toHaveText(/^Needs about .* of memory; .* are free\.$/);
  await page.getByLabel('Hidden size').fill('8192');
  const warning = page
    .getByRole('note')
    .filter({ hasText: /^\s*This does not fit into memory: it needs about \d+\.\d GB/ });
  await expect(warning).toContainText(/Most of it is for the weights/);
  await expect(warning).toContainText(/smaller embedding or hidden layer.*It can be started all the same/);
  await expect(page.getByTestId('memory')).toHaveCount(0);
  await audit(page);
  await page.getByRole('button', { name: /^Start run/ }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'queued');
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'cancelled');
});

/** Colour images of three classes, as plain as a file can be. */
function largeImages(side: number, perClass: number): Record<string, Uint8Array> {
  const header = new TextEncoder().encode(`P6\n${side} ${side}\n255\n`);
  const files: Record<string, Uint8Array> = {};
  for (const [at, name] of ['ant', 'bee', 'cat'].entries())
    for (let number = 0; number < perClass; number++) {
      const pixels = new Uint8Array(3 * side * side).fill(60 * (at + 1) + number);
      files[`${name}/${number}.ppm`] = Buffer.concat([header, pixels]);
    }
  return files;
}
