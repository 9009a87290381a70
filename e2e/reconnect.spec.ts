import type { WebSocketRoute } from '@playwright/test';
import { importTiny } from './import-dialog';
import { expect, test } from './workbench';

test('a broken connection is told, mended, and loses nothing of a run', async ({
  workbench: { page },
}, info) => {
  test.skip(info.project.name === 'electron', 'The window has a port to its own process, not a socket.');
  const sockets: WebSocketRoute[] = [];
  await page.routeWebSocket('**/rpc', (socket) => {
    socket.connectToServer();
    sockets.push(socket);
  });
  await page.reload();
  await importTiny(page, 'tiny', ['ant', 'bee', 'cat'], 24);
  await page.getByRole('link', { name: 'New run' }).last().click();
  await page.getByLabel('Epochs').fill('3000');
  await page.getByRole('button', { name: /Start run/ }).click();
  const loss = page.locator('[data-chart="loss"] canvas');
  await expect.poll(async () => Number(await loss.getAttribute('data-points'))).toBeGreaterThan(0);

  await sockets.at(-1)?.close();
  await expect(page.getByText('Reconnecting…')).toBeVisible();
  await expect(page.getByText('Reconnecting…')).toBeHidden();
  await expect(page.locator('header [data-status]')).toHaveAttribute('data-status', 'finished');
  await expect(loss).toHaveAttribute('data-points', '3000');
});
