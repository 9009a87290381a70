/**
 * Headers of every answer, the same through both doors. `socketOrigins` (as `ws://127.0.0.1:4173`) are what the
 * served page may connect to besides its own origin; the Electron window has none.
 */
export function securityHeaders(socketOrigins: readonly string[] = []): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(socketOrigins),
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

function contentSecurityPolicy(socketOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob:",
    "font-src 'self'",
    "worker-src 'self'",
    ["connect-src 'self'", ...socketOrigins].join(' '),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    // The policies through which Svelte makes its templates and the page starts its own workers; no other may be made.
    'trusted-types svelte-trusted-html workbench-worker',
  ].join('; ');
}
