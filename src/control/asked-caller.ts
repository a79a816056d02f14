import type { KeyGrant } from '../domain/identity/key-grant.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import type { Snapshot } from '../ports/snapshot.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';

/** Whose call it would be; one member at most. None: whoever asks. */
export type CallerName = {
  readonly personId: string | null;
  readonly email: string | null;
  readonly serviceAccountId: string | null;
  readonly keyId: string | null;
};

/**
 * The grant under which a call of this caller is decided. A key is itself. A person or a service account has their own
 * roles, team and region, and what the asking key allows: its lane and its use cases. About others only a key with the
 * scope "decide" may ask; about oneself, also one with "call".
 */
export async function findCaller(
  known: { readonly unit: ReadUnit; readonly snapshot: Snapshot },
  asking: KeyGrant,
  name: CallerName,
): Promise<KeyGrant | ControlRefusal> {
  const named = Object.values(name).filter((value) => value !== null);
  if (named.length > 1)
    return refuseCommand('rule_broken', 'Name the caller once: person, e-mail, service account or key.');
  const found = named.length === 0 ? asking : await findNamed(known, asking, name);
  if ('kind' in found) return found;
  const isSelf = ownerOf(found) === ownerOf(asking);
  if (asking.scopes.includes('decide') || (isSelf && asking.scopes.includes('call'))) return found;
  const needed = isSelf ? '"call" or "decide"' : '"decide"';
  return refuseCommand('grant_exceeds_creator', `To ask about this caller, a key needs the scope ${needed}.`);
}

async function findNamed(
  { unit, snapshot }: { readonly unit: ReadUnit; readonly snapshot: Snapshot },
  asking: KeyGrant,
  name: CallerName,
): Promise<KeyGrant | ControlRefusal> {
  const { personId, email, serviceAccountId, keyId } = name;
  if (keyId !== null) {
    for (const grant of snapshot.keysByDigest.values()) if (grant.keyId === keyId) return grant;
    return unknownCaller(`key "${keyId}"`);
  }
  if (serviceAccountId !== null) {
    const account = (await unit.get('service_account', serviceAccountId))?.row;
    if (account?.status !== 'active') return unknownCaller(`service account "${serviceAccountId}"`);
    const owner = { kind: 'service_account', serviceAccountId } as const;
    const { teamId, projectId } = account;
    return { ...asking, owner, teamId, projectId, roles: [], region: null, employment: null };
  }
  const person = personId === null ? await personByEmail(unit, email ?? '') : (await unit.get('person', personId))?.row;
  if (person?.status !== 'active') return unknownCaller(`person "${personId ?? email}"`);
  const { teamId, roles, region, employment } = person;
  return {
    ...asking,
    owner: { kind: 'person', personId: person.id },
    teamId,
    roles,
    region,
    employment,
    projectId: null,
  };
}

async function personByEmail(unit: ReadUnit, email: string) {
  const page = await unit.list('person', { limit: 1, afterId: null, where: { email: email.toLowerCase() } });
  return page.rows[0]?.row;
}

function unknownCaller(who: string): ControlRefusal {
  return refuseCommand('reference_unknown', `There is no active ${who} here. Create it, or name another caller.`);
}

function ownerOf({ owner }: KeyGrant): string {
  return owner.kind === 'person' ? `person:${owner.personId}` : `service_account:${owner.serviceAccountId}`;
}
