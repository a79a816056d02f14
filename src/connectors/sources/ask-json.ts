import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { readWhole, type WholeAnswer } from '../answers/read-whole.ts';
import { isPublicAddress, lookUpPublic } from '../notice/guarded-lookup.ts';
import { readJson } from './read-envelope.ts';

// Imported, it would bring all of fetch with it, three megabytes that nothing here uses.
const { request: requestHttp } = process.getBuiltinModule('node:http');

export type AskedJson =
  | { readonly kind: 'answered'; readonly json: unknown }
  | { readonly kind: 'failed'; readonly why: string; readonly again: boolean };

const WAIT_MAX_MS = 15_000;
const ANSWER_BYTES_MAX = 10_000_000;
const AGAIN = new Set([408, 425, 429]);

/**
 * Asks an API once. Redirects are not followed: a token goes to the host it is for and to no other. What the host answers is not
 * repeated in `why`.
 */
export async function askJson(
  url: URL,
  options: { readonly headers: Readonly<Record<string, string>>; readonly mayBePrivate: boolean },
): Promise<AskedJson> {
  const name = url.hostname.replace(/^\[|\]$/g, '');
  if (!options.mayBePrivate && isIP(name) !== 0 && !isPublicAddress(name))
    return { kind: 'failed', why: 'Its address is not a public one.', again: false };
  try {
    const { status, body } = await send(url, options);
    if (status >= 200 && status <= 299) {
      const json = readJson(body);
      if (json === undefined) return { kind: 'failed', why: `${url.host} did not answer with JSON.`, again: true };
      return { kind: 'answered', json };
    }
    const why = `${url.host} answered with status ${status}.`;
    return { kind: 'failed', why, again: status >= 500 || AGAIN.has(status) };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { kind: 'failed', why: `${url.host} could not be asked: ${detail}`, again: true };
  }
}

function send(
  url: URL,
  { headers, mayBePrivate }: { readonly headers: Readonly<Record<string, string>>; readonly mayBePrivate: boolean },
): Promise<WholeAnswer> {
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  const guard = mayBePrivate ? {} : { lookup: lookUpPublic };
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: 'GET',
        agent: false,
        headers: { accept: 'application/json', 'user-agent': 'tokenward', ...headers },
        ...guard,
      },
      (response) => resolve(readWhole(response, ANSWER_BYTES_MAX)),
    );
    const late = setTimeout(() => outgoing.destroy(new Error('no answer in time')), WAIT_MAX_MS);
    outgoing.on('error', reject);
    outgoing.on('close', () => clearTimeout(late));
    outgoing.end();
  });
}
