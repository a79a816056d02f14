import { type Approval, type Approver, STAND_IN_ROLE } from '../domain/policy/approval.ts';
import type { ReadUnit } from '../ports/control-store.ts';
import { everyRow } from './find-dependants.ts';

export type KnownParties = {
  readonly useCaseOwnerId: string | null;
  readonly requesterId: string | null;
  /** Everybody who is active: who could answer. */
  readonly everybody: readonly Approver[];
};

/** Who is who for one question, as the directory has it now. */
export async function partiesOf(
  unit: ReadUnit,
  approval: Pick<Approval, 'useCaseId' | 'ownerKind' | 'ownerId'>,
): Promise<KnownParties> {
  const useCase = await unit.get('use_case', approval.useCaseId);
  return {
    useCaseOwnerId: useCase?.row.ownerPersonId ?? null,
    requesterId: await requesterOf(unit, approval),
    everybody: await everyApprover(unit),
  };
}

export async function everyApprover(unit: ReadUnit): Promise<readonly Approver[]> {
  const people: Approver[] = [];
  for await (const { row } of everyRow(unit, 'person')) {
    if (row.status === 'active') people.push({ personId: row.id, email: row.email, roles: row.roles });
  }
  return people;
}

/** Whether a word of a rule names somebody who could answer. */
export function isKnownApprover(everybody: readonly Approver[], word: string): boolean {
  const wanted = word.toLowerCase();
  return (
    wanted === STAND_IN_ROLE ||
    everybody.some(({ personId, email, roles }) => personId === wanted || email === wanted || roles.includes(wanted))
  );
}

/** The person behind a question; of a service account, who answers for it. */
export async function requesterOf(
  unit: ReadUnit,
  { ownerKind, ownerId }: Pick<Approval, 'ownerKind' | 'ownerId'>,
): Promise<string | null> {
  if (ownerKind === 'person') return ownerId;
  return (await unit.get('service_account', ownerId))?.row.ownerPersonId ?? null;
}
