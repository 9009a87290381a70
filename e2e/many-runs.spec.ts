import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { openBrowserDoor } from './browser-door';
import { expect, test } from './workbench';

const runs = 10_000;
const asWords = runs.toLocaleString('en');

/** Prints how long things take with many runs; only what is shown is asserted. */
test('ten thousand runs: what is shown is right, and how long it took', async () => {
  test.skip(test.info().project.name === 'electron', 'Measured in the browser.');
  const home = await mkdtemp(join(tmpdir(), 'metric-workbench-many-'));
  await promisify(execFile)(process.execPath, [
    'scripts/run-ts.js',
    'bench/make-store.ts',
    home,
    String(runs),
    '100000',
  ]);
  const began = performance.now();
  const { page, close } = await openBrowserDoor(home);
  const figures: string[] = [];
  const step = async (name: string, act: () => Promise<void>): Promise<void> => {
    const before = performance.now();
    await act();
    figures.push(`${name} ${(performance.now() - before).toFixed(0)} ms`);
  };
  const grid = page.getByRole('grid', { name: 'Runs' });
  const status = page.locator('.filters').getByRole('status');
  try {
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    figures.push(`start to page ${(performance.now() - began).toFixed(0)} ms`);
    await step('opening Runs', async () => {
      await page.getByRole('navigation').getByRole('link', { name: 'Runs' }).click();
      await expect(grid.locator('tr[data-run]').first()).toBeVisible();
    });
    await expect(grid).toHaveAttribute('aria-rowcount', String(runs + 1));
    figures.push(`start to all runs ${(performance.now() - began).toFixed(0)} ms`);
    const worked = await watchWork(page);
    const { frames, blank, wrong, attached } = await scroll(page);
    const busy = (await worked()) / frames.length;
    figures.push(`${frames.length} frames p50 ${at(frames, 0.5)} p95 ${at(frames, 0.95)} ms`);
    figures.push(`page busy ${busy.toFixed(1)} ms a frame`);
    expect(blank).toBe(0);
    expect(wrong).toEqual([]);
    expect(attached).toBe(0);
    await step('reload to rows', async () => {
      await page.reload();
      await expect(grid.locator('tr[data-run]').first()).toBeVisible();
    });
    await expect(grid).toHaveAttribute('aria-rowcount', String(runs + 1));
    const typed = ['week 39 triplet', 'week 39', 'week 4'];
    const times: string[] = [];
    for (const text of typed) times.push(await searched(page, text));
    figures.push(`search, then two more, to what is painted ${times.join(', ')} ms`);
    await expect(grid).not.toHaveAttribute('aria-rowcount', String(runs + 1));
    await page.getByRole('searchbox', { name: 'Search runs' }).fill('');
    await expect(status).toHaveText(new RegExp(`^(${asWords}|${runs}) runs$`));
    await changeAll(page, step);
  } finally {
    console.log(`load ${loadavg()[0]?.toFixed(1)} on ${availableParallelism()} cores; ${figures.join('; ')}`);
    await close();
    await rm(home, { recursive: true, force: true });
  }
});

/** Milliseconds from typing something into the search to its rows on the screen, by the page's own clock. */
function searched(page: Page, text: string): Promise<string> {
  return page.getByRole('searchbox', { name: 'Search runs' }).evaluate(async (box, typed) => {
    const began = performance.now();
    const input = box as HTMLInputElement;
    input.value = typed;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await new Promise<void>((done) => {
      const changed = new MutationObserver(() => {
        changed.disconnect();
        requestAnimationFrame(() => setTimeout(done));
      });
      const grid = document.querySelector('[role="grid"]');
      if (grid) changed.observe(grid, { attributes: true, attributeFilter: ['aria-rowcount'] });
    });
    return (performance.now() - began).toFixed(0);
  }, text);
}

/** Stars every run, removes all of them and takes them back. */
async function changeAll(
  page: Page,
  step: (name: string, act: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Runs' });
  const messages = page.getByRole('list', { name: 'Messages' });
  await grid.focus();
  await page.keyboard.press('Control+a');
  const bar = page.getByRole('region', { name: 'Selected runs' });
  await step('star all', async () => {
    await bar.getByRole('button', { name: 'Star' }).click();
    await expect(bar.getByRole('button', { name: 'Unstar' })).toBeVisible();
  });
  await expect(grid.locator('button.star[aria-pressed="false"]')).toHaveCount(0);
  await step('remove all', async () => {
    await bar.getByRole('button', { name: 'Move to trash' }).click();
    await expect(page.getByText('No runs yet')).toBeVisible();
  });
  await step('restore all', async () => {
    await messages.getByRole('button', { name: 'Undo' }).click();
    await expect(grid).toHaveAttribute('aria-rowcount', String(runs + 1));
  });
  await expect(grid.locator('button.star[aria-pressed="true"]').first()).toBeVisible();
}

/** Tells for how long the page's thread has worked since then, in ms. */
async function watchWork(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const worked = async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0);
  };
  const before = await worked();
  return async () => (await worked()) - before;
}

type Scrolled = {
  /** Time between frames in ms, in order of size. */
  frames: number[];
  /** Frames in which the middle of the table was empty. */
  blank: number;
  /** Rows whose place, id and link do not agree at the end of the way. */
  wrong: string[];
  /** How often the table began anew to follow the size of its scroller, which lays out the page at once. */
  attached: number;
};

/** Scrolls 300 frames, 120 px each, as a wheel does, and watches every frame. */
function scroll(page: Page): Promise<Scrolled> {
  return page.evaluate<Scrolled>(`(async () => {
    const element = document.querySelector('[data-testid="runs-scroller"]');
    const frames = [];
    let [blank, attached] = [0, 0];
    const { observe } = ResizeObserver.prototype;
    ResizeObserver.prototype.observe = function (target, ...how) {
      if (target === element) attached++;
      return observe.call(this, target, ...how);
    };
    let last = await new Promise(requestAnimationFrame);
    for (let frame = 0; frame < 300; frame++) {
      element.scrollTop += 120;
      const now = await new Promise(requestAnimationFrame);
      frames.push(now - last);
      last = now;
      const box = element.getBoundingClientRect();
      if (!document.elementFromPoint(box.x + 60, box.y + box.height / 2)?.closest('tr[data-run]')) blank++;
    }
    const wrong = [...element.querySelectorAll('tr[data-run]')]
      .filter((row) => Number(row.dataset.run.slice(1)) !== ${runs} + 2 - Number(row.getAttribute('aria-rowindex'))
        || row.querySelector('a').getAttribute('href') !== '#/runs/' + row.dataset.run)
      .map((row) => row.outerHTML.slice(0, 200));
    return { frames: frames.sort((a, b) => a - b), blank, wrong, attached };
  })()`);
}

const at = (sorted: readonly number[], share: number): string =>
  (sorted[Math.floor(share * (sorted.length - 1))] ?? 0).toFixed(1);
