import type { ServerResponse } from 'node:http';

/**
 * Gives a browser its cookie and leads it to the page at a clean address. A browser that comes from elsewhere (a link
 * in a mail, the file that `openBrowser` writes) would not send a strict cookie along a redirect, because the visit still counts
 * as the other site's; it gets a page that goes on by itself, which makes the next request ours.
 */
export function answerSignIn(
  response: ServerResponse,
  cookie: string,
  { isForeign, headers }: { isForeign: boolean; headers: Readonly<Record<string, string>> },
): void {
  const always = { ...headers, 'set-cookie': cookie, 'cache-control': 'no-store' };
  if (isForeign) response.writeHead(200, { ...always, 'content-type': 'text/html; charset=utf-8' });
  else response.writeHead(303, { ...always, location: '/' });
  response.end(isForeign ? redirectPage('/', 'Opening the workbench…') : undefined);
}

/** A page that goes on to `address` at once, without a script; `address` is one of ours and needs no escaping. */
export function redirectPage(address: string, text: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Metric Workbench</title>
</head>
<body><main><p>${text} <a href="${address}">Go on</a></p></main></body>
</html>
`;
}
