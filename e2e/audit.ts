import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** Lets axe look at the page, dark and light. */
export async function audit(page: Page): Promise<void> {
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await new AxeBuilder({ page }).analyze();
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
  }
  // Axe looks through a page of its own; keys pressed from now on are for this one.
  await page.bringToFront();
}

/** Adds the built-in sample. */
export async function addSample(page: Page): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#/datasets`);
  await page.getByRole('button', { name: 'Add the sample' }).first().click();
  await expect(page.getByText(/"sample" is ready/).first()).toBeVisible();
}

/** Goes to a place of the page: "/sweeps/new". */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.goto(`${page.url().split('#')[0]}#${place}`);
  await expect(page.locator('main [data-busy]')).toHaveCount(0);
}
