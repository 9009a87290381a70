import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './workbench';

type Answer = {
  queries: { count: number };
  runs: { wrong: number; error: { trainLeaveOneOut: number } }[];
  tests: { id: string; fixed: number; broken: number; adjustedPValue: number }[];
  settings: { key: string; differs: boolean }[];
};

test('three runs are laid side by side, and the difference is judged', async ({ workbench }) => {
  const { page, home } = workbench;
  test.setTimeout(240_000);
  page.setDefaultTimeout(20_000);
  let answer: Answer;

  await test.step('train two distances, and one with another seed', async () => {
    await page.getByRole('button', { name: 'Add the sample' }).click();
    await expect(page.getByText(/"sample" is ready/)).toBeVisible();
    await train(page, /^Triplet/, '0', '12');
    await train(page, /^Triplet/, '1', '12');
    await train(page, /^Squared L2/, '0', null);
    answer = await compared(home, 'r3', 'r1', 'r2');
  });

  await test.step('training images are tested as their leave-one-out errors count them', async () => {
    for (const k of ['1', '4', '9']) {
      const { queries, runs, tests } = await compared(home, 'r3', 'r1', 'r2', '--split', 'train', '-k', k);
      const wrong = runs.map(({ error }) => Math.round(error.trainLeaveOneOut * queries.count));
      expect(runs.map((run) => run.wrong)).toEqual(wrong);
      expect(Math.min(...wrong)).toBeGreaterThan(0);
      expect(tests.map(({ fixed, broken }) => fixed - broken)).toEqual(
        wrong.slice(1).map((ofRun) => wrong[0]! - ofRun),
      );
    }
  });

  await test.step('compare from a run, and add the others', async () => {
    await page.getByRole('link', { name: 'Compare with…' }).click();
    await expect(page.getByRole('heading', { level: 1, name: 'Compare' })).toBeVisible();
    await expect(page.getByText('Add another run, and it is tested against r3.')).toBeVisible();
    const loss = page.locator('[data-chart="compared-loss"]');
    for (const [id, drawn] of [
      ['r1', ['r1']],
      ['r2', ['r1', 'r2']],
    ] as const) {
      await page.getByLabel('Add a run').fill(id);
      await page.getByRole('option', { name: new RegExp(`^${id}`) }).click();
      await expect(page.locator(`[data-run="${id}"]`)).toBeVisible();
      await expect(loss.getByRole('listitem')).toHaveText([...drawn]);
    }
    expect(page.url()).toContain('#/compare?runs=r3,r1,r2');
  });

  await test.step('one line a run that trained, and the error of all by k', async () => {
    const loss = page.locator('[data-chart="compared-loss"]');
    await expect(loss.getByRole('listitem')).toHaveText(['r1', 'r2']);
    await expect(loss.locator('canvas')).toHaveAttribute('data-points', '12');
    await expect(page.locator('[data-chart="compared-error-by-k"]').getByRole('listitem')).toHaveText([
      'r3',
      'r1',
      'r2',
    ]);
  });

  await test.step('only the settings that differ, as the command line names them', async () => {
    const rows = page.getByTestId('compare-settings').locator('[data-setting]');
    const keys = await rows.evaluateAll((all) => all.map((row) => row.getAttribute('data-setting')));
    expect(keys).toEqual(answer.settings.filter(({ differs }) => differs).map(({ key }) => key));
    await page.getByLabel('Show those that are alike, too').check();
    await expect(rows).toHaveCount(answer.settings.length);
    await page.getByLabel('Show those that are alike, too').uncheck();
  });

  await test.step('McNemar says what the command line says', async () => {
    for (const { id, fixed, broken, adjustedPValue } of answer.tests) {
      const line = page.locator(`[data-test="${id}"]`);
      const verdict = adjustedPValue > 0.05 ? 'alike' : fixed > broken ? 'better' : 'worse';
      await expect(line).toHaveAttribute('data-verdict', verdict);
      const most = verdict === 'worse' ? broken : fixed;
      await expect(line).toContainText(`on ${most} of ${fixed + broken} images where they differ`);
    }
  });

  await test.step('fixed and broken queries with the neighbours of both runs', async () => {
    const [first] = answer.tests;
    const pair = page.getByTestId('compare-pair');
    await pair.getByRole('button', { name: `Broken ${first?.broken ?? 0}` }).click();
    await expect(pair.locator('[data-change]:not([data-change="broken"])')).toHaveCount(0);
    await pair.getByRole('button', { name: `Fixed ${first?.fixed ?? 0}` }).click();
    const row = pair.locator('[data-change="fixed"]').first();
    await expect(row.getByRole('gridcell').nth(1)).toContainText('wrong');
    await expect(row.getByRole('gridcell').nth(2)).toContainText('right');
    await expect(row.locator('.tile img').first()).toHaveJSProperty('naturalWidth', 64);
    await row.getByRole('gridcell').first().focus();
    await page.keyboard.press('ArrowDown');
    await expect(row.getByRole('gridcell').first()).not.toBeFocused();
    await expect(pair.locator('[data-change]').nth(1).getByRole('gridcell').first()).toBeFocused();
  });

  await test.step('a training query is not among its own neighbours', async () => {
    await page.getByRole('button', { name: 'Train (leave-one-out)' }).click();
    const byK = page.locator('[data-chart="compared-error-by-k"]');
    await expect(byK.getByRole('img', { name: /^Leave-one-out error by k: r3 lowest/ })).toBeVisible();
    const pair = page.getByTestId('compare-pair');
    await pair.getByRole('button', { name: /^Both wrong/ }).click();
    const row = pair.locator('[data-change="bothWrong"]').first();
    await expect(row.locator('.tile img').first()).toHaveJSProperty('naturalWidth', 64);
    const own = await row.getAttribute('data-row');
    await expect(row.getByRole('gridcell').nth(1)).toContainText('wrong');
    await expect(row.getByRole('gridcell').nth(2)).toContainText('wrong');
    await expect(row.locator('.tile[title^="Rank 1 "]')).toHaveCount(2);
    await expect(row.locator(`.tile[title$=" image ${own}"]`)).toHaveCount(0);
    await page.getByRole('button', { name: 'Validation', exact: true }).click();
    await expect(page.getByTestId('compare-scores')).toContainText('validation images');
  });

  await test.step('a cell of the confusion difference leads to its images', async () => {
    const cell = page.getByTestId('compare-pair').locator('table button').first();
    const [, name = '?'] = /: (.*) taken for/.exec((await cell.getAttribute('aria-label')) ?? '') ?? [];
    await cell.click();
    const rows = page.getByTestId('compare-pair').locator('[data-change]');
    await expect(rows).not.toHaveCount(0);
    for (const row of await rows.all()) await expect(row.getByRole('gridcell').first()).toContainText(name);
  });

  await test.step('a drag zooms all charts of one axis, and back', async () => {
    const loss = page.locator('[data-chart="compared-loss"] canvas');
    await loss.scrollIntoViewIfNeeded();
    const box = await loss.boundingBox();
    if (!box) throw new Error('The chart is not there.');
    await page.mouse.move(box.x + box.width * 0.3, box.y + 80);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.6, box.y + 80, { steps: 4 });
    await page.mouse.up();
    await expect(page.getByRole('button', { name: 'Show all of active share' })).toBeVisible();
    await page.getByRole('button', { name: 'Show all of loss' }).click();
    await expect(page.getByRole('button', { name: /^Show all of/ })).toHaveCount(0);
    await page.getByRole('slider', { name: 'Smoothing of the curves' }).press('ArrowRight');
    await expect(page.locator('.smoothing output')).toHaveText('0.01');
    const log = page.locator('[data-chart="compared-loss"]').getByRole('button', { name: /log/i });
    await log.click();
    await expect(log).toHaveAttribute('aria-pressed', 'true');
    expect(page.url()).toContain('smoothing=0.01&log=compared-loss');
  });

  await test.step('another k, another baseline, and a reload that keeps both', async () => {
    await page.getByRole('slider', { name: 'Neighbours that vote' }).press('Home');
    await page.getByRole('button', { name: 'Make baseline: r1' }).click();
    await expect(page.locator('[data-test="r3"]')).toBeVisible();
    const before = await page.getByTestId('compare-scores').innerText();
    expect(before).toContain('k = 1');
    await page.reload();
    await expect(page.locator('[data-test="r3"]')).toBeVisible();
    expect(await page.getByTestId('compare-scores').innerText()).toBe(before);
    await expect(page.locator('.smoothing output')).toHaveText('0.01');
    await expect(page.getByRole('button', { name: 'Baseline: r1', exact: true })).toHaveAttribute(
      'aria-pressed',
      'true',
    );
  });

  await test.step('nothing that axe finds, light or dark', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await expect(page.locator('[data-change] .tile img').first()).toBeVisible();
      expect(await serious(page)).toEqual([]);
    }
  });

  await test.step('ids that are not there are said to be', async () => {
    await page.goto(`${page.url().split('#')[0]}#/compare?runs=r1,r99`);
    await expect(page.locator('[data-run="r99"]')).toContainText('is not here');
    await expect(page.locator('[data-problem="r99"]')).toContainText('There is no run r99');
    await page.getByRole('button', { name: 'Take r99 out' }).click();
    await page.getByRole('button', { name: 'Take r1 out' }).click();
    await expect(page.getByRole('heading', { name: 'Which runs?' })).toBeVisible();
  });
});

async function train(page: Page, distance: RegExp, seed: string, epochs: string | null): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/new`);
  await page.getByRole('radio', { name: distance }).click();
  if (epochs) await page.getByLabel('Epochs').fill(epochs);
  await page.getByLabel('Seed').fill(seed);
  await page.keyboard.press('Control+Enter');
  await expect(page.locator('main [data-status]').first()).toHaveAttribute('data-status', 'finished', {
    timeout: 120_000,
  });
}

/** What the command line says of the same runs, while the page is open. */
async function compared(home: string, ...ids: string[]): Promise<Answer> {
  const argv = ['out/main/cli.js', 'runs', 'compare', ...ids, '--json', '--home', home];
  const { stdout } = await promisify(execFile)(process.execPath, argv);
  return JSON.parse(stdout) as Answer;
}

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}
