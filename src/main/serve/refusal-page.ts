import { createHash } from 'node:crypto';

type Headers = Readonly<Record<string, string>>;

/**
 * The page a person gets in place of the workbench. It stands alone: a refused request may read nothing else of ours, not
 * even a style sheet. Every word is our own: nothing of the request comes back.
 */
export function refusalPage({ status, reason }: { status: number; reason: string }): string {
  const { title, text } = wordsFor(status, reason);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="color-scheme" content="light dark">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Metric Workbench</title>
<style>${style}</style>
</head>
<body><main><p>Metric Workbench</p><h1>${title}</h1>${text.map((each) => `<p>${each}</p>`).join('')}</main></body>
</html>
`;
}

/** The headers of an answer that may have the style of {@link refusalPage}, by its digest, and no other. */
export function allowingStyle(headers: Headers): Headers {
  const policy = headers['content-security-policy'];
  if (policy === undefined) return headers;
  return {
    ...headers,
    'content-security-policy': policy.replace("style-src 'self'", `style-src '${digest}'`),
  };
}

function wordsFor(status: number, reason: string): { title: string; text: readonly string[] } {
  if (status === 401)
    return {
      title: 'Open the new link',
      text: [
        'Open the new link that <code>metric-workbench serve</code> printed. A link works once, and it ends with the server that printed it.',
        'If it has been used or lost, run <code>metric-workbench link</code> while the server runs: it prints a new one.',
        'Nothing is lost: runs that were training go on, or keep their last checkpoint. If no server runs, start one again with <code>npm start</code>.',
      ],
    };
  if (status === 429)
    return { title: 'Wait a moment', text: [reason, 'Then open the new link that the server printed.'] };
  if (status === 403)
    return {
      title: 'Open the workbench itself',
      text: [
        reason,
        'If you followed a link here: <a href="/">open the workbench</a>. Other sites cannot lead into it.',
      ],
    };
  if (status === 404)
    return {
      title: 'There is nothing at this address',
      text: [
        'It may be mistyped, or what was here has been removed.',
        '<a href="/">Open the workbench</a> and find it there.',
      ],
    };
  return { title: 'This request was refused', text: [reason] };
}

/** The colours and sizes of the workbench (`renderer/styles/tokens.css`). */
const style = `
:root { color-scheme: light dark; background: light-dark(#f7f7f5, #0f1012); color: light-dark(#1a1917, #ededeb); }
body { display: grid; min-height: 100vh; margin: 0; place-items: center; font: 15px/1.55 system-ui, sans-serif; }
main { box-sizing: border-box; max-width: 32rem; margin: 1.5rem; padding: 2rem; border: 1px solid light-dark(#e5e4e0, #27292e); border-radius: 12px; background: light-dark(#fff, #17181b); }
h1 { margin: 0 0 .75rem; font-size: 1.375rem; line-height: 1.25; }
p { margin: 0 0 .75rem; color: light-dark(#55534d, #b3b5ba); }
p:first-child { margin-bottom: .25rem; font-size: .8125rem; font-weight: 600; color: light-dark(#4046ca, #9aa5ff); }
p:last-child { margin-bottom: 0; }
a { color: light-dark(#4046ca, #9aa5ff); }
code { padding: .1em .35em; white-space: nowrap; border-radius: 4px; background: light-dark(#f1f1ee, #0f1012); color: light-dark(#1a1917, #ededeb); font: .875em ui-monospace, monospace; }
`;

const digest = `sha256-${createHash('sha256').update(style).digest('base64')}`;
