/** A browser as far as the control API sees one: it keeps cookies, and says from which page a request comes. */
export type Browser = {
  readonly get: (path: string, headers?: BrowserHeaders) => Promise<BrowserAnswer>;
  readonly post: (path: string, body: object, headers?: BrowserHeaders) => Promise<BrowserAnswer>;
  /** With a body that is sent as it stands. */
  readonly send: (method: string, path: string, body: string) => Promise<BrowserAnswer>;
  /** The cookie as it is sent. */
  readonly cookie: () => string;
  /** Another one that has the same cookies. */
  readonly copy: () => Browser;
};

/** A header that is undefined is not sent. */
export type BrowserHeaders = Readonly<Record<string, string | undefined>>;

export type BrowserAnswer = {
  readonly status: number;
  /** What the answer holds, for tests that look at parts of it. */
  readonly body: ReturnType<typeof JSON.parse>;
  readonly headers: Headers;
  readonly cookies: readonly string[];
};

export function openBrowser(address: string, kept: { readonly cookies?: ReadonlyMap<string, string> } = {}): Browser {
  const jar = new Map(kept.cookies);
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const request = async (path: string, init: RequestInit, more: BrowserHeaders): Promise<BrowserAnswer> => {
    const headers = new Headers(init.headers);
    if (jar.size > 0) headers.set('cookie', cookie());
    for (const [name, value] of Object.entries(more)) {
      if (value === undefined) headers.delete(name);
      else headers.set(name, value);
    }
    const response = await fetch(`${address}/api/v1${path}`, { ...init, headers, redirect: 'manual' });
    const cookies = response.headers.getSetCookie();
    for (const one of cookies) keep(jar, one);
    const text = await response.text();
    return {
      status: response.status,
      body: isJson(response) ? JSON.parse(text) : text,
      headers: response.headers,
      cookies,
    };
  };
  const send = (method: string, path: string, body: string, more: BrowserHeaders = {}) =>
    request(path, { method, body, headers: { origin: address, 'content-type': 'application/json' } }, more);
  return {
    get: (path, headers = {}) => request(path, {}, headers),
    post: (path, body, headers = {}) => send('POST', path, JSON.stringify(body), headers),
    send: (method, path, body) => send(method, path, body),
    cookie,
    copy: () => openBrowser(address, { cookies: jar }),
  };
}

function isJson(response: Response): boolean {
  return /^application\/(?:problem\+)?json/.test(response.headers.get('content-type') ?? '');
}

function keep(jar: Map<string, string>, text: string): void {
  const [pair = ''] = text.split(';');
  const at = pair.indexOf('=');
  if (/Max-Age=0(?:;|$)/.test(text)) jar.delete(pair.slice(0, at));
  else jar.set(pair.slice(0, at), pair.slice(at + 1));
}
