// @ts-check
import http from 'node:http';
import https from 'node:https';
import { createRequire } from 'node:module';
import { tfjsNodeFolder } from './places.js';

const TIMEOUT_MS = 5_000;

/**
 * Why the first of these URLs that cannot be had cannot be had, by a HEAD request that gives up after 5 s; null when all can.
 * @param {string[]} urls
 * @param {AbortSignal} signal
 * @param {number} [timeoutMs]
 * @returns {Promise<string | null>}
 */
export async function findUnreachable(urls, signal, timeoutMs = TIMEOUT_MS) {
  const answers = await Promise.all(urls.map((url) => head(url, signal, timeoutMs)));
  return answers.find((answer) => answer !== null) ?? null;
}

/** @param {string} url @param {AbortSignal} signal @param {number} timeoutMs @returns {Promise<string | null>} */
function head(url, signal, timeoutMs) {
  const { host } = new URL(url);
  return new Promise((resolve) => {
    const client = url.startsWith('https:') ? https : http;
    const limit = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const request = client.request(
      url,
      { method: 'HEAD', signal: limit, agent: proxyAgent() },
      (response) => {
        response.resume();
        resolve(response.statusCode === 200 ? null : `${host} answered ${response.statusCode}`);
      },
    );
    request.on('error', (error) => {
      const why = limit.aborted ? `no answer in ${timeoutMs / 1000} s` : error.message;
      resolve(`${host} cannot be reached (${why})`);
    });
    request.end();
  });
}

/** The agent that tfjs-node's own download would use, so that the probe sees what it will see. */
function proxyAgent() {
  const { HTTPS_PROXY, https_proxy, HTTP_PROXY, http_proxy } = process.env;
  const proxy = HTTPS_PROXY || https_proxy || HTTP_PROXY || http_proxy;
  if (!proxy) return undefined;
  const ProxyAgent = createRequire(`${tfjsNodeFolder}/package.json`)('https-proxy-agent');
  return new ProxyAgent(proxy);
}
