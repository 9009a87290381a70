import { expect, test } from './workbench';

test('the page of the window has no door but its port', async ({ workbench: { page } }, info) => {
  test.skip(info.project.name !== 'electron', 'A page in a browser has no Electron around it.');
  const reach = await page.evaluate(async () => {
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron'];
    const status = async (address: string) =>
      fetch(address).then(
        (answer) => answer.status,
        () => 'refused',
      );
    return {
      globals: names.filter((name) => name in globalThis),
      outside: await status('app://workbench/..%2f..%2fetc/passwd'),
      network: await status('http://127.0.0.1:1/'),
      file: await status('file:///etc/passwd'),
      popup: window.open('https://evil.example/') === null,
      camera: (await navigator.permissions.query({ name: 'camera' as PermissionName })).state,
    };
  });
  expect(reach).toEqual({
    globals: [],
    outside: 404,
    network: 'refused',
    file: 'refused',
    popup: true,
    camera: 'denied',
  });
  expect(page.url()).toMatch(/^app:\/\/workbench\//);
});
