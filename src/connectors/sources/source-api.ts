import { Buffer } from 'node:buffer';
import type { SecretReference } from '../../domain/catalog/upstream.ts';
import type { Source, SourceKind } from '../../domain/source/source.ts';
import type { SourceFact } from '../../domain/source/source-fact.ts';
import type { AskedSystem, PastPage } from '../../ports/source-desk.ts';
import { type AskedJson, askJson } from './ask-json.ts';
import { githubApi } from './github-api.ts';
import { gitlabApi } from './gitlab-api.ts';
import { incidentIoApi } from './incident-io-api.ts';
import { jiraApi } from './jira-api.ts';
import { pagerdutyApi } from './pagerduty-api.ts';
import { zendeskApi } from './zendesk-api.ts';

/** By origin, what the settings of this server allow besides the well-known hosts. */
export type HostRules = ReadonlyMap<string, { readonly private: boolean }>;

/** Asks for what stands behind a path of the system's API. */
export type Ask = (path: string) => Promise<AskedJson>;

export type PastQuestion = { readonly project: string | null; readonly sinceMs: number; readonly page: string | null };

/** What is known of one kind of API. */
export type ResultApi = {
  readonly readAgain: (subject: string) => Promise<AskedSystem<{ readonly facts: readonly SourceFact[] }>>;
  readonly readPast: (past: PastQuestion) => Promise<AskedSystem<PastPage>>;
};

type FoundApi = ({ readonly kind: 'api' } & ResultApi) | { readonly kind: 'none'; readonly why: string };

/** A token is sent to the hosts of its kind of system, and to those that the settings of the server name. */
export function apiOf(
  source: Source,
  options: { readonly readSecret: (reference: SecretReference) => string | undefined; readonly hosts: HostRules },
): FoundApi {
  const { kind, api } = source;
  if (api.token.kind === 'none') return none('This source has no token for its API.');
  const build = APIS[kind];
  if (build === undefined) return none(`The API of ${kind} sources is not asked: hand in a file.`);
  const token = options.readSecret(api.token);
  if (token === undefined) return none('The token of its API cannot be read: look at the server’s environment.');
  const base = api.baseUrl ?? build.publicUrl;
  if (base === null) return none('Say where its API is: "api.baseUrl".');
  const url = URL.parse(base);
  if (url === null) return none('The address of its API cannot be read.');
  const listed = options.hosts.get(url.origin);
  const isKnown = url.protocol === 'https:' && build.hosts.test(url.host);
  if (listed === undefined && !isKnown) return none(`${url.origin} is not among sources.hosts of the server settings.`);
  const headers = build.headers(token);
  const ask: Ask = (path) =>
    askJson(new URL(base.replace(/\/$/, '') + path), { headers, mayBePrivate: listed?.private ?? false });
  return { kind: 'api', ...build.open(ask, source) };
}

type ApiOfKind = {
  /** Where it is when nobody says otherwise; null: every customer has their own. */
  readonly publicUrl: string | null;
  readonly hosts: RegExp;
  readonly headers: (token: string) => Readonly<Record<string, string>>;
  readonly open: (ask: Ask, source: Source) => ResultApi;
};

const APIS: { readonly [K in SourceKind]?: ApiOfKind } = {
  github: {
    publicUrl: 'https://api.github.com',
    hosts: /^api\.github\.com$/,
    headers: (token) => ({ authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' }),
    open: githubApi,
  },
  gitlab: {
    publicUrl: 'https://gitlab.com/api/v4',
    hosts: /^gitlab\.com$/,
    headers: (token) => ({ 'private-token': token }),
    open: gitlabApi,
  },
  jira: {
    publicUrl: null,
    hosts: /^[a-z0-9-]+\.atlassian\.net$/,
    headers: (token) => ({ authorization: basicOrBearer(token) }),
    open: jiraApi,
  },
  pagerduty: {
    publicUrl: 'https://api.pagerduty.com',
    hosts: /^api(\.eu)?\.pagerduty\.com$/,
    headers: (token) => ({ authorization: `Token token=${token}` }),
    open: pagerdutyApi,
  },
  zendesk: {
    publicUrl: null,
    hosts: /^[a-z0-9-]+\.zendesk\.com$/,
    headers: (token) => ({ authorization: basicOrBearer(token) }),
    open: zendeskApi,
  },
  incident_io: {
    publicUrl: 'https://api.incident.io',
    hosts: /^api\.incident\.io$/,
    headers: (token) => ({ authorization: `Bearer ${token}` }),
    open: incidentIoApi,
  },
};

/** Jira Cloud and Zendesk want the account before the token: `bot@example.com:token`, `bot@example.com/token:token`. */
function basicOrBearer(token: string): string {
  return token.includes(':') ? `Basic ${Buffer.from(token).toString('base64')}` : `Bearer ${token}`;
}

function none(why: string): FoundApi {
  return { kind: 'none', why };
}
