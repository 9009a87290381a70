import type { App, WebContents } from 'electron';
import { isOwnUrl } from './own-origin';

/** Keeps every page that will ever be made inside the workbench: no window, no webview, no other address. */
export function denyNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => keepInside(contents));
}

type Navigation = { url: string; preventDefault(): void };

function keepInside(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (navigation: Navigation) => {
    if (!isOwnUrl(navigation.url)) navigation.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
