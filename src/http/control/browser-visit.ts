import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** How a browser is here: over TLS at the public address, on this machine itself, or in a way that nobody signs in by. */
export type Channel = 'tls' | 'loopback' | 'insecure';

/** What a request says of the browser that it comes from. */
export type BrowserVisit = {
  readonly channel: Channel;
  /** The origin of this server's pages as that browser sees them. */
  readonly ownOrigin: string;
  /** What the cookie of a session holds. */
  readonly token: string | undefined;
  /** Who made the request: a page of ours, a page of somebody else, or a program that does not say. */
  readonly from: 'own_page' | 'other_page' | 'unsaid';
  /** Who asks, for limits on guesses: never kept as it is. */
  readonly address: string;
  /** Binds a sign-in at a provider to the browser that began it. */
  readonly attemptToken: string | undefined;
};

/** Reads them; nothing of it is believed that a page of somebody else could have a browser say. */
export function readVisit(request: IncomingMessage, publicAddress: string | null): BrowserVisit {
  const { headers } = request;
  const { channel, ownOrigin } = findChannel(request, publicAddress);
  const names = cookieNames(channel, ownOrigin);
  return {
    channel,
    ownOrigin,
    token: names === undefined ? undefined : readCookie(headers.cookie, names.session),
    attemptToken: names === undefined ? undefined : readCookie(headers.cookie, names.attempt),
    from: findSource(headers, ownOrigin),
    address: addressOf(request),
  };
}

type Found = { readonly channel: Channel; readonly ownOrigin: string };

/**
 * `tls` by the host that the public address names. `loopback` only where the connection comes from this machine, no
 * proxy passed it on, and the name asked for is this machine's: another name that leads here is somebody's trick.
 */
function findChannel(request: IncomingMessage, publicAddress: string | null): Found {
  const { headers, socket } = request;
  const host = (headers.host ?? '').toLowerCase();
  if (publicAddress !== null) {
    const url = new URL(publicAddress);
    if (url.protocol === 'https:' && url.host === host) return { channel: 'tls', ownOrigin: url.origin };
  }
  const wasPassedOn = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined;
  const isHere = isLoopbackAddress(socket.remoteAddress ?? '') && isLoopbackName(host) && !wasPassedOn;
  return { channel: isHere ? 'loopback' : 'insecure', ownOrigin: `http://${host}` };
}

/** Browsers tell each request that can change something where it comes from; reads say it by `sec-fetch-site`. */
function findSource(headers: IncomingHttpHeaders, ownOrigin: string): BrowserVisit['from'] {
  const { origin } = headers;
  const site = headers['sec-fetch-site'];
  if (origin !== undefined) return origin === ownOrigin ? 'own_page' : 'other_page';
  if (site === undefined) return 'unsaid';
  return site === 'same-origin' || site === 'none' ? 'own_page' : 'other_page';
}

const LIFE_OF_ATTEMPT_S = 600;

/** `set-cookie` for a session that lasts so long, or that is over. */
export function sessionCookie(visit: BrowserVisit, kept: { readonly token: string; readonly maxAgeS: number }): string {
  const name = cookieNames(visit.channel, visit.ownOrigin)?.session ?? '';
  return writeCookie(visit, { name, value: kept.token, maxAgeS: kept.maxAgeS });
}

export function attemptCookie(visit: BrowserVisit, token: string): string {
  const name = cookieNames(visit.channel, visit.ownOrigin)?.attempt ?? '';
  return writeCookie(visit, { name, value: token, maxAgeS: token === '' ? 0 : LIFE_OF_ATTEMPT_S });
}

/**
 * Under `__Host-` a browser takes the cookie over TLS alone, for this host alone and for all of it. On this machine,
 * where there is no TLS, the port stands in the name: cookies do not tell ports apart, and two servers would sign
 * each other's people out.
 */
function cookieNames(
  channel: Channel,
  ownOrigin: string,
): { readonly session: string; readonly attempt: string } | undefined {
  switch (channel) {
    case 'tls':
      return { session: '__Host-tokenward', attempt: '__Host-tokenward-attempt' };
    case 'loopback': {
      const port = new URL(ownOrigin).port || '80';
      return { session: `tokenward-local-${port}`, attempt: `tokenward-local-${port}-attempt` };
    }
    case 'insecure':
      return undefined;
  }
}

function writeCookie(
  { channel }: BrowserVisit,
  cookie: { readonly name: string; readonly value: string; readonly maxAgeS: number },
): string {
  const secure = channel === 'tls' ? '; Secure' : '';
  const { name, value, maxAgeS } = cookie;
  return `${name}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${Math.max(0, Math.floor(maxAgeS))}${secure}`;
}

const TOKEN = /^[0-9a-f]{64}$/;

/** Of two with one name neither is believed: somebody may have put one beside ours. */
function readCookie(header: string | undefined, name: string): string | undefined {
  const found = (header ?? '')
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part.startsWith(`${name}=`))
    .map((part) => part.slice(name.length + 1));
  const [value] = found;
  return found.length === 1 && value !== undefined && TOKEN.test(value) ? value : undefined;
}

/** Behind a proxy on this machine or its network the last hop that the proxy wrote; else whoever connects. */
function addressOf({ headers, socket }: IncomingMessage): string {
  const peer = socket.remoteAddress ?? '';
  const passedOn = headers['x-forwarded-for'];
  if (typeof passedOn !== 'string' || !isNearby(peer)) return peer;
  return passedOn.split(',').at(-1)?.trim().slice(0, 100) ?? peer;
}

function isLoopbackName(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/.test(host);
}

function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127\./.test(address);
}

function isNearby(address: string): boolean {
  const plain = address.replace(/^::ffff:/, '');
  const isPrivate = /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|fc|fd|fe80:)/.test(plain);
  return isPrivate || isLoopbackAddress(address);
}
