import { type Evidence, readEvidence } from '../domain/outcome/evidence.ts';
import type { OutcomeType } from '../domain/outcome/outcome-type.ts';
import { outcomeIdOf, type TaskMark, type ToldEvent } from '../domain/outcome/told-event.ts';
import { isAmountOfSystem } from '../domain/source/result-rule.ts';
import type { Source } from '../domain/source/source.ts';
import { mentionedIn } from '../domain/source/source-fact.ts';
import {
  type Identities,
  type KnownFact,
  type ResultReading,
  type ToldResult,
  tellResult,
} from '../domain/source/tell-result.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { OpenedOutcome } from '../ports/source-store.ts';
import type { ControlContext } from './control-context.ts';
import { recordOutcomeEvents } from './record-outcome-events.ts';

export type SettledResult = { readonly eventIds: readonly string[]; readonly waitsFor: readonly string[] };

/**
 * Tells outcomes what all facts of a result come to, whoever told the last of them, and in whatever order. What was told before
 * stays told: it is followed by what is so now.
 */
export async function settleResult(
  context: Pick<ControlContext, 'sha256'>,
  unit: WriteUnit,
  result: { readonly source: Source; readonly subject: string; readonly nowMs: number },
): Promise<SettledResult> {
  const { source, subject, nowMs } = result;
  const facts = await unit.sources.factsOf(source.id, subject);
  const identities = await readIdentities(unit, source.id, facts);
  const reading = tellResult(facts, { rules: source.rules, identities, sourceId: source.id });
  const opened = await unit.sources.outcomesOf(source.id, subject);
  const evidence = readEvidence(subject) ?? { evidenceId: subject, url: null };
  const naming = { ...result, evidence, sha256: context.sha256 };
  const events = reading.told.flatMap((told) => toEvent(told, naming));
  const claims = opened.length > 0 ? [] : await openOutcome(unit, reading.told, naming);
  const moves = await moveOutcomes(unit, { opened, personId: reading.personId }, naming);
  const told = [...claims, ...events, ...moves];
  const first = await recordOutcomeEvents(unit, told, nowMs);
  const turns = await reconcile(unit, reading, naming);
  const then = turns.length === 0 ? [] : (await recordOutcomeEvents(unit, turns, nowMs)).eventIds;
  const eventIds = [...first.eventIds, ...then];
  if (eventIds.length > 0) {
    const fresh = new Set(eventIds);
    const shown = [...told, ...turns].filter(({ eventId }) => fresh.has(eventId));
    await unit.audit({
      type: 'source.outcome_told',
      subject: `source:${source.id}`,
      detail: { result: subject, events: shown.map(({ kind, eventId, atMs }) => ({ kind, eventId, atMs })) },
    });
  }
  return { eventIds, waitsFor: reading.waitsFor };
}

/** Who is who among those whom facts mention. */
export async function readIdentities(
  unit: WriteUnit,
  sourceId: string,
  facts: readonly KnownFact[],
): Promise<Identities> {
  const ids = new Set(facts.flatMap(({ fact }) => mentionedIn(fact).map(({ externalId }) => externalId)));
  const known = await unit.sources.identities(sourceId, [...ids]);
  return new Map(known.map(({ externalId, meaning }) => [externalId, meaning]));
}

type Naming = {
  readonly source: Source;
  readonly subject: string;
  readonly nowMs: number;
  /** As people name it when they claim. */
  readonly evidence: Evidence;
  readonly sha256: ControlContext['sha256'];
};

/** What every event of a result has in common. A system's clock may be ahead of ours; what it tells is not of the future. */
function baseOf({ source, subject, nowMs, sha256 }: Naming, name: readonly (string | number | null)[], atMs: number) {
  return {
    eventId: `s-${sha256(JSON.stringify([source.id, subject, ...name])).slice(0, 40)}`,
    atMs: Math.min(atMs, nowMs),
    sourceId: source.id,
    teller: { kind: 'system', id: `source:${source.id}` },
  } as const;
}

/** Of all outcomes that rest on the result, also those that people claimed. */
function toEvent(told: ToldResult, naming: Naming): readonly ToldEvent[] {
  const ofResult = { outcomeId: null, evidenceId: naming.evidence.evidenceId };
  switch (told.kind) {
    case 'claimed':
      return [];
    case 'confirmed': {
      const { kind, personId, actorId, atMs } = told;
      return [{ kind, ...baseOf(naming, [kind, personId, actorId, atMs], atMs), ...ofResult, personId, actorId }];
    }
    case 'reverted': {
      const { kind, reason, atMs } = told;
      return [{ kind, ...baseOf(naming, [kind, atMs], atMs), ...ofResult, reason, cleanUpMinutes: 0 }];
    }
    case 'restored': {
      const { kind, reason, atMs } = told;
      return [{ kind, ...baseOf(naming, [kind, atMs], atMs), ...ofResult, reason }];
    }
  }
}

/** The outcome that a rule makes of a result, by the terms of its type at this moment. */
async function openOutcome(
  unit: WriteUnit,
  told: readonly ToldResult[],
  naming: Naming,
): Promise<readonly ToldEvent[]> {
  const claim = told.find((one) => one.kind === 'claimed');
  if (claim?.kind !== 'claimed') return [];
  const { rule, personId, amount, atMs, result, marks } = claim;
  const { source, subject, sha256, evidence } = naming;
  const { evidenceId } = evidence;
  const kept = (await unit.get('outcome_type', rule.typeId))?.row;
  if (kept === undefined || kept.status !== 'active') return [];
  const { description: _description, status: _status, ...terms } = kept;
  const type: OutcomeType = terms;
  const outcomeId = outcomeIdOf({ evidenceId, typeId: type.id, personId }, sha256);
  await unit.sources.rememberOutcome(source.id, { subject, typeId: type.id, outcomeId, personId });
  return [
    {
      kind: 'claimed',
      ...baseOf(naming, ['claimed', type.id], atMs),
      outcomeId,
      evidenceId,
      personId,
      type,
      amount,
      ...(isAmountOfSystem(rule) ? { amountBy: 'system' as const } : {}),
      evidenceUrl: evidence.url,
      note: `${source.name}: ${result.what.replaceAll('_', ' ')}${result.project === null ? '' : ` in ${result.project}`}.`,
      teamId: (await unit.get('person', personId))?.row.teamId ?? null,
      useCaseId: rule.useCaseId,
      marks: marks.map((mark): TaskMark => ({ ...mark, owner: null })),
    },
  ];
}

/** An outcome whose worker is another person than was thought follows them. */
async function moveOutcomes(
  unit: WriteUnit,
  given: { readonly opened: readonly OpenedOutcome[]; readonly personId: string | null },
  naming: Naming,
): Promise<readonly ToldEvent[]> {
  const { source, nowMs } = naming;
  const { personId } = given;
  if (personId === null) return [];
  const events: ToldEvent[] = [];
  for (const outcome of given.opened.filter((one) => one.personId !== personId)) {
    const { outcomeId } = outcome;
    await unit.sources.rememberOutcome(source.id, { ...outcome, personId });
    const base = baseOf(naming, ['reassigned', outcomeId, personId, nowMs], nowMs);
    const reason = `In "${source.name}" somebody else is meant than was thought.`;
    events.push({ kind: 'reassigned', ...base, outcomeId, evidenceId: null, toPersonId: personId, reason });
  }
  return events;
}

/**
 * What is told stays told. When it does not hold any more (the hand that confirmed it was the worker's own, an approval had been
 * taken back before, nobody knows whose work it was) it is followed by a revert, and by a restoration once it holds again.
 */
async function reconcile(
  unit: WriteUnit,
  { told, waitsFor }: ResultReading,
  naming: Naming,
): Promise<readonly ToldEvent[]> {
  const { source, nowMs, evidence } = naming;
  const { evidenceId } = evidence;
  const all = await unit.outcomes.events({ outcomeIds: [], evidenceIds: [evidenceId] });
  const last = all.findLast((event) => event.sourceId === source.id && TURNS.has(event.kind))?.kind;
  const isTold = last === 'confirmed' || last === 'restored';
  const holds = ['confirmed', 'restored'].includes(told.findLast(({ kind }) => TURNS.has(kind))?.kind ?? '');
  if (last === undefined || isTold === holds) return [];
  const of = { outcomeId: null, evidenceId } as const;
  const base = baseOf(naming, [holds ? 'holds' : 'unproven', nowMs], nowMs);
  if (holds) return [{ kind: 'restored', ...base, ...of, reason: 'It is proven again.' }];
  const reason = waitsFor.join(' ') || 'It was undone.';
  return [{ kind: 'reverted', ...base, ...of, reason, cleanUpMinutes: 0 }];
}

const TURNS: ReadonlySet<string> = new Set(['confirmed', 'reverted', 'restored']);
