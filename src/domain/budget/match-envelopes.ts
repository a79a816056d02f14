import type { KeyGrant, Lane } from '../identity/key-grant.ts';
import type { Envelope, EnvelopeScope } from './envelope.ts';

/** Whose call it is, as the credential says and hints may only have narrowed. */
export type Attribution = {
  readonly teamId: string | null;
  readonly projectId: string | null;
  readonly useCaseId: string | null;
  readonly personId: string | null;
  readonly lane: Lane | null;
  /** Tags of the credential, name to value. */
  readonly tags: Readonly<Record<string, string>>;
};

/** Whose a call by this key for this use case is. */
export function attributionOf(grant: KeyGrant, useCaseId: string): Attribution {
  const { teamId, projectId, lane, tags, owner } = grant;
  return { teamId, projectId, useCaseId, personId: owner.kind === 'person' ? owner.personId : null, lane, tags };
}

/** Finds the envelopes of a call, in the order of their ids: the order in which everybody locks them. */
export type EnvelopeIndex = (attribution: Attribution) => readonly Envelope[];

/**
 * Stands every envelope under the one fact of its scope that the fewest others share, so that a call looks at those of its
 * own team and person and not at all of them.
 */
export function indexEnvelopes(envelopes: readonly Envelope[]): EnvelopeIndex {
  const active = envelopes
    .filter(({ status }) => status === 'active')
    .sort((one, other) => (one.id < other.id ? -1 : 1));
  const many = new Map<string, number>();
  for (const { scope } of active) for (const fact of factsOfScope(scope)) many.set(fact, (many.get(fact) ?? 0) + 1);
  const byFact = new Map<string, Envelope[]>();
  const forAll: Envelope[] = [];
  for (const envelope of active) {
    const facts = factsOfScope(envelope.scope);
    const rarest = facts.reduce<string | undefined>(
      (least, fact) => (least === undefined || (many.get(fact) ?? 0) < (many.get(least) ?? 0) ? fact : least),
      undefined,
    );
    if (rarest === undefined) forAll.push(envelope);
    else byFact.set(rarest, [...(byFact.get(rarest) ?? []), envelope]);
  }
  return (attribution) => {
    const found = [...forAll];
    for (const fact of factsOfCall(attribution)) {
      for (const envelope of byFact.get(fact) ?? []) if (isInScope(envelope.scope, attribution)) found.push(envelope);
    }
    return found.sort((one, other) => (one.id < other.id ? -1 : 1));
  };
}

/** Whether every member that the scope names is equal. */
export function isInScope(scope: EnvelopeScope, call: Attribution): boolean {
  return (
    (scope.teamId === undefined || scope.teamId === call.teamId) &&
    (scope.projectId === undefined || scope.projectId === call.projectId) &&
    (scope.useCaseId === undefined || scope.useCaseId === call.useCaseId) &&
    (scope.personId === undefined || scope.personId === call.personId) &&
    (scope.lane === undefined || scope.lane === call.lane) &&
    (scope.tag === undefined ||
      (Object.hasOwn(call.tags, scope.tag.name) && call.tags[scope.tag.name] === scope.tag.value))
  );
}

function factsOfScope(scope: EnvelopeScope): readonly string[] {
  const { teamId, projectId, useCaseId, personId, lane, tag } = scope;
  return facts({ teamId, projectId, useCaseId, personId, lane }, tag === undefined ? {} : { [tag.name]: tag.value });
}

function factsOfCall({ tags, ...members }: Attribution): readonly string[] {
  return facts(members, tags);
}

/** A name and a value can be told apart wherever they are cut: names of members have no colon, tags come last. */
function facts(
  members: Readonly<Record<string, string | null | undefined>>,
  tags: Readonly<Record<string, string>>,
): readonly string[] {
  const named = Object.entries(members).flatMap(([name, value]) =>
    value === undefined || value === null ? [] : [`${name}:${value}`],
  );
  return [...named, ...Object.entries(tags).map((tag) => `tag:${JSON.stringify(tag)}`)];
}
