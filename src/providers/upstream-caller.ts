import type { SecretReference, Upstream } from '../domain/catalog/upstream.ts';
import type { UpstreamCall, UpstreamCaller, UpstreamListener, UpstreamRequest } from '../ports/upstream.ts';
import { DispatchedCall } from './upstream/dispatched-call.ts';
import { forwardedHeaders } from './upstream/forwarded-headers.ts';
import { UpstreamHost } from './upstream/upstream-host.ts';

/** Looks a secret up; called for each call, so it must be quick. Undefined when there is none. */
export type ReadSecret = (reference: SecretReference) => string | undefined;

/** The caller, and the ways to end it: `drain` lets running calls finish, `destroy` cuts them. */
export type ClosableUpstreamCaller = UpstreamCaller & {
  readonly drain: () => Promise<void>;
  readonly destroy: () => Promise<void>;
};

/**
 * Calls upstreams over HTTP/1.1 with one pool of connections per row. A row that changed gets a new pool; the old one
 * serves what it has begun and closes. Each bound (connections, waiting, connect, first byte, idle, header size) is the
 * row's or stands in `upstream-host.ts`; no redirect is followed, and no failure is tried again here.
 */
export function createUpstreamCaller(readSecret: ReadSecret): ClosableUpstreamCaller {
  const hosts = new Map<string, UpstreamHost>();

  function hostOf(upstream: Upstream): UpstreamHost {
    const known = hosts.get(upstream.id);
    if (known !== undefined && (known.row === upstream || isSameHost(known.row, upstream))) return known;
    const host = new UpstreamHost(upstream);
    hosts.set(upstream.id, host);
    if (known !== undefined) void known.drain();
    return host;
  }

  function call(request: UpstreamRequest, listener: UpstreamListener): UpstreamCall {
    const { upstream } = request;
    const secret = upstream.key.kind === 'none' ? null : readSecret(upstream.key);
    if (secret === undefined || secret === '') return failSoon(listener, missingSecret(upstream));
    const host = hostOf(upstream);
    const headers = forwardedHeaders(request.headers, { kind: upstream.kind, secret });
    const dispatched = new DispatchedCall(host, request, headers, listener);
    host.admit(dispatched);
    return dispatched;
  }

  async function closeAll(close: (host: UpstreamHost) => Promise<void>): Promise<void> {
    const all = [...hosts.values()];
    hosts.clear();
    await Promise.all(all.map(close));
  }

  return {
    call,
    drain: () => closeAll((host) => host.drain()),
    destroy: () => closeAll((host) => host.destroy()),
  };
}

/** Rows are rebuilt whole when the control plane changes anything; connections are worth keeping across that. */
function isSameHost(one: Upstream, other: Upstream): boolean {
  return (
    one.baseUrl === other.baseUrl &&
    one.connectTimeoutMs === other.connectTimeoutMs &&
    one.firstByteTimeoutMs === other.firstByteTimeoutMs &&
    one.idleTimeoutMs === other.idleTimeoutMs &&
    one.concurrencyMax === other.concurrencyMax
  );
}

/** Tells where the secret was looked for, never anything of it. */
function missingSecret(upstream: Upstream): string {
  switch (upstream.key.kind) {
    case 'environment':
      return `the environment variable ${upstream.key.variable}, which holds the key of ${upstream.id}, is not set`;
    case 'file':
      return `the file ${upstream.key.path}, which holds the key of ${upstream.id}, cannot be read or is empty`;
    case 'none':
      return `${upstream.id} needs no key`;
  }
}

/** A failure that is known before anything is sent, told after `call` has returned, as all others are. */
function failSoon(listener: UpstreamListener, detail: string): UpstreamCall {
  let over = false;
  const fail = (kind: 'unreachable' | 'aborted', why: string): void => {
    if (over) return;
    over = true;
    listener.fail({ kind, detail: why, sent: false });
  };
  queueMicrotask(() => fail('unreachable', detail));
  return { abort: (reason) => fail('aborted', reason), pause: () => {}, resume: () => {} };
}
