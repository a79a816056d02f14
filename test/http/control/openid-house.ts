import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

export const CLIENT = { id: 'tokenward', secret: 'a secret that only the two of us know' } as const;

/** Somebody as the provider knows them; a test may change what it says. */
export type Account = {
  email?: string;
  email_verified?: boolean;
  name?: string;
  groups?: readonly string[];
};

export type OpenidHouse = {
  readonly issuer: string;
  readonly accounts: Map<string, Account>;
  readonly close: () => Promise<void>;
};

/** The certified provider, with the forms that it brings for trying out; it knows the control house as its one client. */
export async function openOpenidHouse(clientAddress: string): Promise<OpenidHouse> {
  const { knowClient, ...house } = await listenAsOpenid();
  knowClient(clientAddress);
  return house;
}

/** The same where the client is started after it, and with its address: it is asked nothing before it knows its client. */
export async function listenAsOpenid(): Promise<OpenidHouse & { readonly knowClient: (address: string) => void }> {
  const accounts = new Map<string, Account>();
  let provider: ReturnType<typeof providerFor> | undefined;
  const server = createServer((request, response) => void provider?.(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  const issuer = `http://127.0.0.1:${port}`;
  return {
    issuer,
    accounts,
    knowClient: (clientAddress) => {
      provider = providerFor({ issuer, clientAddress, accounts });
    },
    close: async () => {
      await new Promise<void>((done) => {
        server.close(() => done());
        server.closeAllConnections();
      });
    },
  };
}

type Known = {
  readonly issuer: string;
  readonly clientAddress: string;
  readonly accounts: ReadonlyMap<string, Account>;
};

function providerFor({ issuer, clientAddress, accounts }: Known) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [`${clientAddress}/auth/acme/callback`],
        post_logout_redirect_uris: [`${clientAddress}/sign-in`],
        backchannel_logout_uri: `${clientAddress}/auth/acme/back-channel-logout`,
        backchannel_logout_session_required: true,
      },
    ],
    claims: { openid: ['sub', 'sid'], email: ['email', 'email_verified'], profile: ['name', 'groups'] },
    cookies: { keys: ['of the test'] },
    pkce: { required: () => true },
    // As it comes, the provider calls no address of this machine.
    fetch: (url, options) => {
      const plain: RequestInit = { ...options };
      Reflect.deleteProperty(plain, 'dispatcher');
      return fetch(url, plain);
    },
    features: { backchannelLogout: { enabled: true } },
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id, ...accounts.get(id) }) }),
  });
  return provider.callback();
}

/** A browser that goes where it is sent, fills in the provider's forms, and keeps each origin's cookies apart. */
export type Walker = {
  /** Goes to an address and on from there; gives back where it came to rest. */
  readonly open: (address: string) => Promise<Page>;
  readonly submit: (address: string, fields: Readonly<Record<string, string>>) => Promise<Page>;
  readonly cookieOf: (origin: string) => string;
};
export type Page = { readonly url: URL; readonly status: number; readonly text: string };

const STEPS_MAX = 12;

/** `login` is who they say they are at the provider; the provider's forms believe it. */
export function openWalker(login: string, stopAt: (url: URL) => boolean): Walker {
  const jars = new Map<string, Map<string, string>>();
  const cookieOf = (origin: string) =>
    [...(jars.get(origin) ?? new Map<string, string>())].map(([name, value]) => `${name}=${value}`).join('; ');
  const go = async (address: string, init: RequestInit, steps = 0): Promise<Page> => {
    const url = new URL(address);
    if (steps > STEPS_MAX) throw new Error(`led around in circles, last to ${address}`);
    if (init.method === undefined && stopAt(url)) return { url, status: 0, text: '' };
    const headers = new Headers(init.headers);
    headers.set('cookie', cookieOf(url.origin));
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    keepCookies(jars, url.origin, response.headers.getSetCookie());
    const onward = response.headers.get('location');
    if (onward !== null) return go(new URL(onward, url).href, {}, steps + 1);
    const text = await response.text();
    const form = /<form[^>]+action="([^"]*\/interaction\/[^"]+)"/.exec(text)?.[1];
    if (form === undefined) return { url, status: response.status, text };
    const prompt = text.includes('name="login"') ? { prompt: 'login', login, password: 'x' } : { prompt: 'consent' };
    return go(new URL(form, url).href, formOf(prompt), steps + 1);
  };
  return {
    open: (address) => go(address, {}),
    submit: (address, fields) => go(address, formOf(fields)),
    cookieOf,
  };
}

function formOf(fields: Readonly<Record<string, string>>): RequestInit {
  return { method: 'POST', body: new URLSearchParams(fields) };
}

function keepCookies(jars: Map<string, Map<string, string>>, origin: string, set: readonly string[]): void {
  const jar = jars.get(origin) ?? new Map<string, string>();
  jars.set(origin, jar);
  for (const text of set) {
    const [pair = ''] = text.split(';');
    const at = pair.indexOf('=');
    const isGone = /max-age=0(?:;|$)/i.test(text) || pair.slice(at + 1) === '';
    if (isGone) jar.delete(pair.slice(0, at));
    else jar.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
