import type { CacheScope } from '../catalog/cache-rule.ts';
import type { Face } from '../catalog/upstream.ts';
import type { DataClass } from '../detection/data-class.ts';
import type { KeyGrant } from '../identity/key-grant.ts';

/** All that an answer hangs on besides the body. What differs in any of it never shares an answer. */
export type CacheBinding = {
  readonly grant: Pick<KeyGrant, 'owner' | 'teamId' | 'lane'>;
  readonly scope: CacheScope;
  readonly useCaseId: string;
  readonly dataClass: DataClass;
  readonly modelId: string;
  readonly face: Face;
  /** Of the policy that decided, and what it obliged to. */
  readonly policyVersion: string;
  readonly obligations: readonly string[];
  /** The use case and the model as they stand: their changes make new answers. */
  readonly rows: string;
  /** As it came, with its question mark. */
  readonly query: string;
  /** Of those that travel upstream: [name, value, …]. */
  readonly headers: readonly string[];
};

/**
 * The text whose keyed digest names an answer. A JSON list first, so that no value can be mistaken for its neighbour, then
 * the body in its normal form. Who may share is said by kind and id: a team and a person of one name stay apart.
 */
export function cacheKeyText(binding: CacheBinding, body: string): string {
  const { grant, scope, query, headers } = binding;
  const head = [
    'tokenward cache 1',
    ...sharers(grant, scope),
    grant.lane,
    binding.useCaseId,
    binding.dataClass,
    binding.modelId,
    binding.face,
    binding.policyVersion,
    binding.obligations,
    binding.rows,
    query,
    meantHeaders(headers),
  ];
  return `${JSON.stringify(head)}\n${body}`;
}

function sharers({ owner, teamId }: CacheBinding['grant'], scope: CacheScope): readonly [CacheScope, string] {
  switch (scope) {
    case 'person':
      return [
        scope,
        owner.kind === 'person' ? `person:${owner.personId}` : `service_account:${owner.serviceAccountId}`,
      ];
    case 'team':
      return [scope, teamId];
    case 'use_case':
      return [scope, ''];
  }
}

/** Headers that travel and say nothing of what is asked. Every other one counts, also one that is invented tomorrow. */
const SAY_NOTHING: ReadonlySet<string> = new Set(['traceparent', 'user-agent', 'idempotency-key', 'content-type']);

/** In the order of names; of one that came twice the values keep their order. */
function meantHeaders(headers: readonly string[]): readonly string[] {
  const meant: string[] = [];
  for (let at = 0; at + 1 < headers.length; at += 2) {
    const name = headers[at] ?? '';
    if (!SAY_NOTHING.has(name) && !name.startsWith('x-stainless-')) meant.push(`${name}: ${headers[at + 1] ?? ''}`);
  }
  return meant.length < 2
    ? meant
    : meant
        .map((line, at) => ({ line, at, name: line.slice(0, line.indexOf(':')) }))
        .sort(byName)
        .map(({ line }) => line);
}

type NamedLine = { readonly name: string; readonly at: number };

function byName(one: NamedLine, other: NamedLine): number {
  if (one.name === other.name) return one.at - other.at;
  return one.name < other.name ? -1 : 1;
}
