import type { UpstreamKind } from '../../domain/catalog/upstream.ts';
import { HOSTS } from '../hosts.ts';

/**
 * The headers an upstream sees: the client's that may travel, what the host insists on, and the upstream's own key.
 * A client's credentials and all that belongs to its own connection stay here, whatever the caller passed in.
 */
export function forwardedHeaders(
  client: readonly string[],
  host: { readonly kind: UpstreamKind; readonly secret: string | null },
): string[] {
  const { keyHeader, keyPrefix, defaultHeaders } = HOSTS[host.kind];
  const headers = ['accept-encoding', 'identity'];
  if (host.secret !== null) headers.push(keyHeader, keyPrefix + host.secret);
  for (let at = 0; at + 1 < client.length; at += 2) {
    const name = client[at] ?? '';
    if (!KEPT_BACK.has(name)) headers.push(name, client[at + 1] ?? '');
  }
  for (let at = 0; at + 1 < defaultHeaders.length; at += 2) {
    const name = defaultHeaders[at] ?? '';
    if (!hasHeader(client, name)) headers.push(name, defaultHeaders[at + 1] ?? '');
  }
  return headers;
}

function hasHeader(headers: readonly string[], name: string): boolean {
  for (let at = 0; at < headers.length; at += 2) if (headers[at] === name) return true;
  return false;
}

const KEPT_BACK: ReadonlySet<string> = new Set([
  'accept-encoding',
  'api-key',
  'authorization',
  'connection',
  'content-length',
  'cookie',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'x-api-key',
]);
