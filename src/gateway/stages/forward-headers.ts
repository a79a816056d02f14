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
  // Codex: without them the upstream reads its bodies by other rules. What else Codex sends names a device and a session.
  'x-codex-beta-features',
  'x-openai-internal-codex-responses-lite',
]);
const TRAVELS_BY_PREFIX = ['anthropic-', 'x-stainless-'];

/** Names as clients write them, to the name that travels, or to null. Clients write few; strangers may write many. */
const NAMES_REMEMBERED = 2_000;
let remembered = new Map<string, string | null>();
/** What stood last at each place: a client sends its headers in one order, and a text is compared sooner than it is looked up. */
const PLACES = 64;
const lastAt: { readonly written: string; readonly name: string | null }[] = [];

export function forwardHeaders(exchange: Pick<Exchange, 'rawHeaders'>, traceparent: string): string[] {
  const headers: string[] = ['traceparent', traceparent];
  const raw = exchange.rawHeaders;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = travellingNameAt(at / 2, raw[at] ?? '');
    if (name !== null) headers.push(name, raw[at + 1] ?? '');
  }
  return headers;
}

function travellingNameAt(place: number, written: string): string | null {
  const last = lastAt[place];
  if (last?.written === written) return last.name;
  const name = travellingName(written);
  if (place < PLACES) lastAt[place] = { written, name };
  return name;
}

function travellingName(written: string): string | null {
  const known = remembered.get(written);
  if (known !== undefined) return known;
  const name = written.toLowerCase();
  const travels = TRAVELS.has(name) || TRAVELS_BY_PREFIX.some((prefix) => name.startsWith(prefix));
  if (remembered.size >= NAMES_REMEMBERED) remembered = new Map();
  remembered.set(written, travels ? name : null);
  return travels ? name : null;
}
