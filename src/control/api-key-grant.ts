import type { ApiKey } from '../domain/identity/directory.ts';
import type { KeyScope } from '../domain/identity/key-grant.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, type Fault, refuseCommand, refuseFaults } from './control-refusal.ts';
import { present, type Reference } from './row-rules.ts';

/** The members of a key that say what it may do. */
export type KeyTerms = Pick<
  ApiKey,
  'owner' | 'teamId' | 'projectId' | 'lane' | 'tags' | 'scopes' | 'allowedUseCaseIds' | 'defaultUseCaseId'
>;

/** What a key refers to; all of it must exist and be active for the key to be made or to work on. */
export function keyReferences(terms: KeyTerms): readonly Reference[] {
  const { owner } = terms;
  const ownerReference =
    owner.kind === 'person'
      ? { noun: 'person' as const, id: owner.personId, pointer: '/owner/personId' }
      : { noun: 'service_account' as const, id: owner.serviceAccountId, pointer: '/owner/serviceAccountId' };
  return [
    ...present([
      ownerReference,
      { noun: 'team', id: terms.teamId, pointer: '/teamId' },
      { noun: 'project', id: terms.projectId, pointer: '/projectId' },
    ]),
    ...terms.allowedUseCaseIds.map(
      (id, index): Reference => ({ noun: 'use_case', id, pointer: `/allowedUseCaseIds/${index}` }),
    ),
  ];
}

/** Everything that must hold of what a key may do, at birth and whenever it is given new life. */
export async function checkTerms(unit: ReadUnit, terms: KeyTerms): Promise<ControlRefusal | undefined> {
  const faults: Fault[] = [...(await checkReferences(unit, keyReferences(terms)))];
  faults.push(...(await findLaneFaults(unit, terms)), ...findTermFaults(terms));
  return refuseFaults(faults);
}

/**
 * A key gives no more than its creator has. `call` is the exception: who may write the control plane hands out
 * calling keys without being able to call. So are the scopes of content, but only for another person: nobody lets
 * themselves read what people wrote, nor a program that they may answer for.
 */
export function checkScopes(commander: Commander, key: Pick<KeyTerms, 'scopes' | 'owner'>): ControlRefusal | undefined {
  const givesAway = (scope: KeyScope): boolean =>
    scope.startsWith('content.') && isForAnotherPerson(commander, key.owner);
  const missing = key.scopes.filter(
    (scope) => scope !== 'call' && !commander.scopes.includes(scope) && !givesAway(scope),
  );
  if (missing.length === 0) return undefined;
  const names = missing.map((scope) => `"${scope}"`).join(', ');
  return refuseCommand('grant_exceeds_creator', `Your own key does not have the scope ${names}.`);
}

function isForAnotherPerson({ actor }: Commander, owner: KeyTerms['owner']): boolean {
  return actor.kind === 'person' && owner.kind === 'person' && owner.personId !== actor.id;
}

/** A key that would live longer than keys may. */
export function checkExpiry(context: ControlContext, expiresAtMs: number): ControlRefusal | undefined {
  const aheadMs = expiresAtMs - context.clock.nowMs();
  if (aheadMs <= 0) return refuseCommand('rule_broken', 'The expiry lies in the past.');
  if (aheadMs <= context.keyLife.longestMs) return undefined;
  const days = Math.floor(context.keyLife.longestMs / 86_400_000);
  return refuseCommand('expiry_too_far', `A key may live for ${days} days at most.`);
}

function findTermFaults(terms: KeyTerms): readonly Fault[] {
  const faults: Fault[] = [];
  const allowed = new Set(terms.allowedUseCaseIds);
  const broken = (pointer: string, detail: string) => faults.push({ code: 'rule_broken', pointer, detail });
  if (allowed.size < terms.allowedUseCaseIds.length) broken('/allowedUseCaseIds', 'A use case is named twice.');
  if (new Set(terms.scopes).size < terms.scopes.length) broken('/scopes', 'A scope is named twice.');
  const standard = terms.defaultUseCaseId;
  if (standard !== null && !allowed.has(standard)) {
    broken('/defaultUseCaseId', `The default use case "${standard}" is not among the allowed ones.`);
  }
  return faults;
}

async function findLaneFaults(unit: ReadUnit, terms: KeyTerms): Promise<readonly Fault[]> {
  const faults: Fault[] = [];
  for (const [index, id] of terms.allowedUseCaseIds.entries()) {
    const lane = (await unit.get('use_case', id))?.row.lane ?? 'both';
    if (lane === 'both' || lane === terms.lane) continue;
    const detail = `The use case "${id}" is for the ${lane} lane, the key for ${terms.lane}.`;
    faults.push({ code: 'rule_broken', pointer: `/allowedUseCaseIds/${index}`, detail });
  }
  return faults;
}

/**
 * What a key costs is booked on its team: the owner's, or the one whose project it works for. This is asked at birth
 * only: a person who changes teams keeps the key, and the old team's name on it, until it is replaced.
 */
export async function checkTeam(unit: ReadUnit, terms: KeyTerms): Promise<ControlRefusal | undefined> {
  const possible = await possibleTeams(unit, terms);
  if (possible.length === 0 || possible.includes(terms.teamId)) return undefined;
  const names = possible.map((id) => `"${id}"`).join(' or ');
  const detail = `The team of this key can be ${names}, not "${terms.teamId}".`;
  return refuseFaults([{ code: 'rule_broken', pointer: '/teamId', detail }]);
}

/** The project's team first, then the owner's. */
export async function possibleTeams(
  unit: ReadUnit,
  terms: Pick<KeyTerms, 'owner' | 'projectId'>,
): Promise<readonly string[]> {
  const project = terms.projectId === null ? undefined : await unit.get('project', terms.projectId);
  const owner =
    terms.owner.kind === 'person'
      ? await unit.get('person', terms.owner.personId)
      : await unit.get('service_account', terms.owner.serviceAccountId);
  const teams = [project?.row.teamId, owner?.row.teamId].filter((id) => id !== undefined);
  return [...new Set(teams)];
}
