import type { Session } from 'electron';
import { appScheme } from './own-origin';

/** Denies every permission and device: the page needs none. Asking and checking are two doors, so both are shut. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, answer) => answer({}));
}

/** Cuts the page off from every network: only its own scheme, its blobs and the developer tools are let through. */
export function denyNetwork(session: Session): void {
  session.webRequest.onBeforeRequest(({ url }, answer) => answer({ cancel: !isLocal(url) }));
}

const localSchemes: readonly (string | undefined)[] = [`${appScheme}:`, 'blob:', 'devtools:'];

function isLocal(url: string): boolean {
  return localSchemes.includes(URL.parse(url)?.protocol);
}
