import { lookup as lookUp } from 'node:dns';
import type { ClientRequest } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import type { SecretReference } from '../../domain/catalog/upstream.ts';
import { fillTemplate, type ParameterValue, type ParameterValues } from '../../domain/library/fill-template.ts';
import type { WorkflowWork } from '../../domain/library/workflow.ts';
import type { WorkflowResult } from '../../ports/workflow-desk.ts';
import { readWhole, type WholeAnswer } from '../answers/read-whole.ts';
import { pickJson } from './pick-json.ts';
import { mayBeAsked } from './private-addresses.ts';

// Imported, it would bring all of fetch with it, three megabytes that nothing here uses.
const { request: requestHttp } = process.getBuiltinModule('node:http');

export type HttpWork = Extract<WorkflowWork, { kind: 'http' }>;

export type HostRules = {
  /** By origin; `private`: it may stand in a private network. */
  readonly hosts: ReadonlyMap<string, { readonly private: boolean }>;
  /** Undefined: it may not be read, or there is none. */
  readonly readSecret: (reference: SecretReference) => string | undefined;
};

/**
 * Asks one host, once: of the allow-list, at an address that is the internet's unless the list says otherwise, checked at the
 * moment of connecting. Redirects are not followed; more than may be read is not read.
 */
export async function askHost(rules: HostRules, work: HttpWork, values: ParameterValues): Promise<WorkflowResult> {
  const url = readUrl(work, values);
  if (url === null)
    return failed('a parameter cannot stand in an address.', 'the address has another form with these values');
  const host = rules.hosts.get(url.origin);
  if (host === undefined) return failed('its host is not allowed here.', `${url.origin} is not among workflows.hosts`);
  const headers: Record<string, string> = {
    accept: 'application/json, text/*;q=0.9',
    'user-agent': 'tokenward-workflow',
  };
  if (work.secret !== null) {
    const secret = rules.readSecret(work.secret.reference);
    if (secret === undefined) return failed('its key is missing.', 'the secret cannot be read');
    headers[work.secret.header] = secret;
  }
  const body = work.body === null ? null : fillTemplate(work.body, values, (value) => JSON.stringify(value));
  if (body !== null) headers['content-type'] = 'application/json';
  try {
    const answer = await send(url, { work, headers, body, mayBePrivate: host.private });
    return readAnswer(work, answer);
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return failed(detail === LATE ? 'its host did not answer in time.' : 'its host could not be asked.', detail);
  }
}

/** Null: a value would change more than its own place, as `..` does. */
function readUrl({ url }: HttpWork, values: ParameterValues): URL | null {
  const write = (value: ParameterValue): string => encodeURIComponent(String(value));
  const filled = URL.parse(fillTemplate(url, values, write));
  const plain = URL.parse(fillTemplate(url, values, () => 'x'));
  if (filled === null || plain === null || filled.username !== '' || filled.origin !== plain.origin) return null;
  return filled.pathname.split('/').length === plain.pathname.split('/').length ? filled : null;
}

type Sending = {
  readonly work: HttpWork;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly mayBePrivate: boolean;
};

const LATE = 'no answer in time';

function send(url: URL, { work, headers, body, mayBePrivate }: Sending): Promise<WholeAnswer> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  // An address that is written out is not looked up, so it is looked at here.
  if (isIP(name) !== 0 && !mayBeAsked(name, mayBePrivate))
    throw new Error('the address is of a network that is not asked');
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve, reject) => {
    const outgoing: ClientRequest = request(
      url,
      { method: work.method, headers, agent: false, lookup: lookUpAllowed(mayBePrivate) },
      (response) => resolve(readWhole(response, work.bytesMax)),
    );
    const late = setTimeout(() => outgoing.destroy(new Error(LATE)), work.timeoutMs);
    outgoing.on('error', reject);
    outgoing.on('close', () => clearTimeout(late));
    outgoing.end(body ?? undefined);
  });
}

/** All addresses of a name must be ones that may be asked: of two, nobody knows which is taken. */
function lookUpAllowed(mayBePrivate: boolean): LookupFunction {
  return (hostname, options, callback) => {
    lookUp(hostname, { ...options, all: true }, (error, addresses) => {
      if (error !== null) return callback(error, [], 0);
      const isAllowed = addresses.length > 0 && addresses.every(({ address }) => mayBeAsked(address, mayBePrivate));
      if (!isAllowed) return callback(new Error('the name leads into a network that is not asked'), [], 0);
      const [first] = addresses;
      if (options.all === true) return callback(null, addresses);
      return callback(null, first?.address ?? '', first?.family);
    });
  };
}

function readAnswer({ pick }: HttpWork, { status, body }: WholeAnswer): WorkflowResult {
  if (status < 200 || status > 299) return failed('its host answered with an error.', `status ${status}`);
  const text = body.toString('utf8');
  if (pick === null) return { kind: 'done', text };
  const picked = pickJson(text, pick);
  return picked === null
    ? failed('its host answered something else.', `nothing at ${pick}`)
    : { kind: 'done', text: picked };
}

function failed(why: string, detail: string): WorkflowResult {
  return { kind: 'failed', why, detail };
}
