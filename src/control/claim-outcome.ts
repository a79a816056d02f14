import { checkClaim } from '../domain/outcome/check-claim.ts';
import { type Evidence, readEvidence } from '../domain/outcome/evidence.ts';
import type { KeptOutcomeType, OutcomeType } from '../domain/outcome/outcome-type.ts';
import { outcomeIdOf, type TaskMark, type ToldClaim } from '../domain/outcome/told-event.ts';
import { VALIDATION_RULES } from '../domain/outcome/validation.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { StoredOutcome } from '../ports/outcome-store.ts';
import { checkReferences } from './check-references.ts';
import type { Commander } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand, refuseFaults } from './control-refusal.ts';
import { personBehind } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';
import { createOwnerReader, linkOutcome } from './link-outcomes.ts';
import { nearInWords, nearNames } from './near-names.ts';
import { openValidation } from './open-validation.ts';
import type { OutcomeContext } from './outcome-context.ts';
import { recordOutcomeEvents } from './record-outcome-events.ts';

/** What somebody says came of their work. */
export type ClaimOrder = {
  readonly typeId: string;
  readonly amount: number;
  readonly note: string;
  /** As written: an address or a number; null: nothing but their word. */
  readonly evidence: string | null;
  readonly useCaseId: string | null;
  readonly marks: readonly TaskMark[];
  /** Null: now. */
  readonly atMs: number | null;
};

/** Claims an outcome: nothing yet, until somebody who is drawn by lot, or a system, says so too. */
export function claimOutcome(
  context: OutcomeContext,
  commander: Commander,
  order: ClaimOrder,
): Promise<StoredOutcome | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const personId = await personBehind(unit, commander.actor);
    if (personId === undefined)
      return refuseCommand('four_eyes', 'Nobody stands behind this key: give the service account an owner.');
    const type = await typeOf(unit, order.typeId);
    if (isControlRefusal(type)) return type;
    const evidence = order.evidence === null ? null : (readEvidence(order.evidence) ?? unreadable(order.evidence));
    if (isControlRefusal(evidence)) return evidence;
    const claim = await toldClaim(context, unit, { order, commander, personId, type, evidence, nowMs });
    const refused = await refuseClaim(unit, { claim, type, nowMs });
    if (refused !== undefined) return refused;
    return keepClaim(context, unit, { claim, nowMs });
  });
}

async function keepClaim(
  context: OutcomeContext,
  unit: WriteUnit,
  { claim, nowMs }: { readonly claim: ToldClaim; readonly nowMs: number },
): Promise<StoredOutcome | ControlRefusal> {
  const { outcomeId } = claim;
  await recordOutcomeEvents(unit, [claim], nowMs);
  const { typeId, amount, evidenceId, useCaseId } = { ...claim, typeId: claim.type.id };
  const detail = { typeId, amount, personId: claim.personId, evidenceId, useCaseId };
  await unit.audit({ type: 'outcome.claimed', subject: `outcome:${outcomeId}`, detail });
  await linkOutcome(unit, await outcomeBack(unit, outcomeId), { nowMs, ownersOf: createOwnerReader(unit) });
  const { outcome } = await outcomeBack(unit, outcomeId);
  await openValidation(context, unit, { outcome, opening: { kind: 'judge' }, excluded: [] });
  return outcomeBack(unit, outcomeId);
}

/** More that leads to tasks, said after the claim: by whoever claimed it, until it is over. */
export function markOutcome(
  context: OutcomeContext,
  commander: Commander,
  order: { readonly outcomeId: string; readonly marks: readonly TaskMark[] },
): Promise<StoredOutcome | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(commander.actor, async (unit) => {
    const stored = await ownOutcome(unit, commander, order.outcomeId);
    if (isControlRefusal(stored)) return stored;
    const { outcome } = stored;
    const { type, personId, amount, evidenceId, evidenceUrl, note, teamId, useCaseId } = outcome;
    const again: ToldClaim = {
      ...{ kind: 'claimed', eventId: context.chance.uuid(nowMs), outcomeId: outcome.outcomeId, atMs: nowMs },
      ...{ sourceId: null, teller: { kind: commander.actor.kind, id: commander.actor.id } },
      ...{ type, personId, amount, evidenceId, evidenceUrl, note, teamId, useCaseId, marks: order.marks },
    };
    await recordOutcomeEvents(unit, [again], nowMs);
    await unit.audit({
      type: 'outcome.marked',
      subject: `outcome:${outcome.outcomeId}`,
      detail: { marks: order.marks.map(({ kind, value }) => `${kind}:${value}`) },
    });
    const given = { nowMs, ownersOf: createOwnerReader(unit) };
    await linkOutcome(unit, await outcomeBack(unit, outcome.outcomeId), given);
    return outcomeBack(unit, outcome.outcomeId);
  });
}

/** An outcome of whoever commands; of others it is not said that they exist. */
export async function ownOutcome(
  unit: WriteUnit,
  { actor }: Commander,
  outcomeId: string,
): Promise<StoredOutcome | ControlRefusal> {
  const stored = await unit.outcomes.get(outcomeId);
  const personId = await personBehind(unit, actor);
  return stored !== undefined && stored.outcome.personId === personId ? stored : noOutcome(outcomeId);
}

export function noOutcome(outcomeId: string): ControlRefusal {
  return refuseCommand('not_found', `There is no outcome "${outcomeId}" that you may see.`);
}

/** What was just kept; missing then, it is a bug of the store. */
export async function outcomeBack(unit: WriteUnit, outcomeId: string): Promise<StoredOutcome> {
  const stored = await unit.outcomes.get(outcomeId);
  if (stored === undefined) throw new Error(`the store lost outcome ${outcomeId} within one transaction`);
  return stored;
}

async function typeOf(unit: WriteUnit, typeId: string): Promise<KeptOutcomeType | ControlRefusal> {
  const stored = await unit.get('outcome_type', typeId);
  if (stored !== undefined) return stored.row;
  const known: string[] = [];
  for await (const { row } of everyRow(unit, 'outcome_type', { status: 'active' })) known.push(row.id);
  const near = nearInWords(nearNames(typeId, known));
  return refuseCommand('reference_unknown', `There is no kind of result "${typeId.slice(0, 80)}".${near}`);
}

function unreadable(text: string): ControlRefusal {
  return refuseCommand('rule_broken', `The evidence "${text.slice(0, 80)}" is empty, or longer than 400 characters.`);
}

/** What holds of a type at this moment: a claim keeps it. */
function termsOf({ id, name, unit, direction, microdollarsPerUnit, lane, maturityDays }: KeptOutcomeType): OutcomeType {
  return { id, name, unit, direction, microdollarsPerUnit, lane, maturityDays };
}

async function toldClaim(
  context: OutcomeContext,
  unit: WriteUnit,
  given: {
    readonly order: ClaimOrder;
    readonly commander: Commander;
    readonly personId: string;
    readonly type: KeptOutcomeType;
    readonly evidence: Evidence | null;
    /** One moment for the whole command: a claim told by a later reading of the clock would lie ahead of its check. */
    readonly nowMs: number;
  },
): Promise<ToldClaim> {
  const { order, commander, personId, type, evidence, nowMs } = given;
  const eventId = context.chance.uuid(nowMs);
  const evidenceId = evidence?.evidenceId ?? null;
  return {
    ...{ kind: 'claimed', eventId, atMs: order.atMs ?? nowMs, sourceId: null },
    outcomeId:
      evidenceId === null ? `o-${eventId}` : outcomeIdOf({ evidenceId, typeId: type.id, personId }, context.sha256),
    teller: { kind: commander.actor.kind, id: commander.actor.id },
    ...{ personId, type: termsOf(type), amount: order.amount, evidenceId, evidenceUrl: evidence?.url ?? null },
    ...{ note: order.note, useCaseId: order.useCaseId, marks: order.marks },
    teamId: (await unit.get('person', personId))?.row.teamId ?? null,
  };
}

async function refuseClaim(
  unit: WriteUnit,
  given: { readonly claim: ToldClaim; readonly type: KeptOutcomeType; readonly nowMs: number },
): Promise<ControlRefusal | undefined> {
  const { claim, type, nowMs } = given;
  const faults = checkClaim(claim, type, nowMs);
  if (faults.length > 0) return refuseCommand('rule_broken', faults.join(' '));
  if (claim.useCaseId !== null) {
    const reference = { noun: 'use_case', id: claim.useCaseId, pointer: '/useCaseId' } as const;
    const refused = refuseFaults(await checkReferences(unit, [reference]));
    if (refused !== undefined) return refused;
  }
  const known = await unit.outcomes.get(claim.outcomeId);
  if (known !== undefined)
    return refuseCommand(
      'already_exists',
      known.outcome.sourceId === null
        ? `You have claimed this already: outcome "${claim.outcomeId}" is ${known.outcome.state}.`
        : `"${known.outcome.sourceId}" has told of this already, and nothing needs to be claimed: outcome "${claim.outcomeId}".`,
    );
  let open = 0;
  for await (const { row } of everyRow(unit, 'outcome_validation', { claimantId: claim.personId, state: 'open' }))
    if (row.kind === 'judge') open += 1;
  if (open < VALIDATION_RULES.openMax) return undefined;
  return refuseCommand('rule_broken', `${open} of your claims wait to be judged: wait for some, or withdraw one.`);
}
