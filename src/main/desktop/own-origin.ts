/** The scheme that Electron serves the page by. */
export const appScheme = 'app';

/** The page's address in the window. */
export const pageUrl = `${appScheme}://workbench/`;

/**
 * Says whether an address is the page's own. By its parts, because Node's `URL` gives every scheme that it does not
 * know the origin "null", and a prefix would also be true of `app://workbench.evil/`.
 */
export function isOwnUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${appScheme}:` && url.host === 'workbench' && url.username === '';
}
