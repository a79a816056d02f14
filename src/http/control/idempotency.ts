import { canonicalJson } from '../../domain/audit/canonical-json.ts';
import type { Sha256 } from '../../ports/clock.ts';
import type { ControlStore, RememberedAnswer } from '../../ports/control-store.ts';
import { type Trouble, trouble } from './problem-answer.ts';

const KEY = /^[\x21-\x7e]{1,128}$/;

/** A write that was named by its caller, so that sending it again cannot do it again. */
export type NamedWrite = { readonly actorId: string; readonly key: string; readonly requestHash: string };

export type NamedRequest = {
  readonly header: string | readonly string[] | undefined;
  /** Another key's writes are other writes, also under the same name. */
  readonly keyId: string;
  readonly method: string;
  readonly url: string;
  readonly ifMatch: string | undefined;
  readonly body: unknown;
};

/** The name that the caller gave the write; undefined when it gave none. */
export function nameWrite(request: NamedRequest, sha256: Sha256): NamedWrite | undefined | Trouble {
  const { header, keyId, method, url, ifMatch = '', body } = request;
  if (header === undefined) return undefined;
  if (typeof header !== 'string' || !KEY.test(header)) {
    return trouble('idempotency_key_invalid', 'The "idempotency-key" header is not 1 to 128 visible ASCII characters.');
  }
  const requestHash = sha256([method, url, ifMatch, canonicalJson(body ?? null)].join('\n'));
  return { actorId: `key:${keyId}`, key: header, requestHash };
}

/** Claims the write for this request, or tells what became of the first one with this name. */
export async function claimWrite(
  store: ControlStore,
  write: NamedWrite,
  nowMs: number,
): Promise<'claimed' | RememberedAnswer | Trouble> {
  const claim = await store.claimIdempotencyKey({ ...write, nowMs });
  if (claim === 'claimed') return claim;
  if (claim === 'in_progress') {
    return trouble('idempotency_in_progress', 'The first request with this idempotency key has not ended yet.');
  }
  if (claim.requestHash === write.requestHash) return claim;
  return trouble('idempotency_mismatch', 'The first request with this idempotency key had another path or body.');
}

/**
 * Keeps the answer of a write that succeeded for whoever sends it again. What an answer shows once is not kept, so that
 * no secret ever lies in the store.
 */
export async function rememberWrite(
  store: ControlStore,
  write: NamedWrite,
  given: { readonly status: number; readonly value: object; readonly onceMembers: readonly string[] },
): Promise<void> {
  const hidden = Object.fromEntries(given.onceMembers.map((member) => [member, null]));
  const body = JSON.stringify({ ...given.value, ...hidden });
  await store.rememberAnswer({ ...write, status: given.status, body });
}
