import { STAND_IN_ROLE } from '../domain/policy/approval.ts';
import type { ExceptionSubject } from '../domain/policy/check-exception.ts';
import { type DrawnApprover, drawApprover } from '../domain/policy/draw-approver.ts';
import type { ExceptionViewer, ExceptionWish } from '../domain/policy/exception.ts';
import type { Actor, ReadUnit } from '../ports/control-store.ts';
import { everyApprover } from './approval-parties.ts';
import { type ControlRefusal, refuseCommand } from './control-refusal.ts';
import { everyRow } from './find-dependants.ts';
import { nearInWords, nearNames } from './near-names.ts';

/** What a wish goes beyond, as it stands now; what is unknown is refused with the names that are near. */
export async function subjectOfWish(
  unit: ReadUnit,
  wish: Pick<ExceptionWish, 'kind' | 'envelopeId' | 'useCaseId'>,
): Promise<ExceptionSubject | ControlRefusal> {
  switch (wish.kind) {
    case 'raise_envelope': {
      const stored = await unit.get('envelope', wish.envelopeId ?? '');
      if (stored !== undefined) return { kind: 'raise_envelope', envelope: stored.row };
      return unknown(unit, { noun: 'envelope', word: 'envelope', id: wish.envelopeId ?? '' });
    }
    case 'open_use_case': {
      const stored = await unit.get('use_case', wish.useCaseId ?? '');
      if (stored !== undefined) return { kind: 'open_use_case', useCase: stored.row };
      return unknown(unit, { noun: 'use_case', word: 'use case', id: wish.useCaseId ?? '' });
    }
  }
}

async function unknown(
  unit: ReadUnit,
  asked: { readonly noun: 'envelope' | 'use_case'; readonly word: string; readonly id: string },
): Promise<ControlRefusal> {
  const known: string[] = [];
  for await (const { row } of everyRow(unit, asked.noun)) known.push(row.id);
  const near = nearInWords(nearNames(asked.id, known));
  return refuseCommand('reference_unknown', `There is no ${asked.word} "${asked.id.slice(0, 80)}".${near}`);
}

/** Who decides, drawn from the directory as it stands; null where there is nobody who may. */
export async function approverOf(
  unit: ReadUnit,
  asked: { readonly requesterId: string; readonly beneficiaryId: string | null; readonly subject: ExceptionSubject },
): Promise<DrawnApprover | null> {
  const everybody = await everyApprover(unit);
  const active = new Set(everybody.map(({ personId }) => personId));
  const owned = asked.subject.kind === 'raise_envelope' ? asked.subject.envelope : asked.subject.useCase;
  const word = asked.subject.kind === 'raise_envelope' ? 'envelope' : 'use case';
  return drawApprover({
    requesterId: asked.requesterId,
    beneficiaryId: asked.beneficiaryId,
    subject: `the ${word} "${owned.id}"`,
    ownerId: owned.ownerPersonId,
    isActive: (personId) => active.has(personId),
    governance: everybody.filter(({ roles }) => roles.includes(STAND_IN_ROLE)).map(({ personId }) => personId),
  });
}

/** The person behind an actor: of a service account, who answers for it. Undefined: there is none. */
export async function personBehind(unit: ReadUnit, { kind, id }: Actor): Promise<string | undefined> {
  switch (kind) {
    case 'person':
      return id;
    case 'service_account':
      return (await unit.get('service_account', id))?.row.ownerPersonId ?? undefined;
    case 'system':
      return undefined;
  }
}

/** A person as somebody whom exceptions may concern. */
export async function viewerOf(unit: ReadUnit, personId: string): Promise<ExceptionViewer> {
  const ownsIds = new Set<string>();
  for (const noun of ['envelope', 'use_case'] as const) {
    for await (const { row } of everyRow(unit, noun, { ownerPersonId: personId })) ownsIds.add(row.id);
  }
  return { personId, teamId: (await unit.get('person', personId))?.row.teamId ?? null, ownsIds };
}
