import type { Exchange } from '../exchange.ts';

/**
 * What of the client's headers travels to an upstream. A list of what may, not of what must not: keys, cookies, addresses,
 * organisation and session headers and whatever is invented tomorrow stay here.
 */
const TRAVELS = new Set([
  'content-type',
  'accept',
  'user-agent',
  'openai-beta',
  'idempotency-key',
  'x-app',
  'originator',
]);
const TRAVELS_BY_PREFIX = ['anthropic-', 'x-stainless-'];

export function forwardHeaders(exchange: Pick<Exchange, 'rawHeaders'>, traceparent: string): string[] {
  const headers: string[] = [];
  const raw = exchange.rawHeaders;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase();
    if (TRAVELS.has(name) || TRAVELS_BY_PREFIX.some((prefix) => name.startsWith(prefix)))
      headers.push(name, raw[at + 1] ?? '');
  }
  headers.push('traceparent', traceparent);
  return headers;
}
