import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Metrics name teams' models and use cases: read from this machine itself, or with `TOKENWARD_METRICS_TOKEN` as a bearer
 * token. A request that a proxy passed on is not from this machine, wherever the proxy stands.
 */
export function mayReadMetrics(request: IncomingMessage, token: string | undefined): boolean {
  if (token !== undefined && token !== '' && isBearer(request.headers.authorization, token)) return true;
  const passedOn = request.headers['x-forwarded-for'] !== undefined || request.headers.forwarded !== undefined;
  return !passedOn && isLoopback(request.socket.remoteAddress ?? '');
}

function isBearer(header: string | undefined, token: string): boolean {
  const presented = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return presented.length === wanted.length && timingSafeEqual(presented, wanted);
}

function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}
