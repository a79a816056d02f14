import { type Evidence, readEvidence } from '../domain/outcome/evidence.ts';
import type { OutcomeType } from '../domain/outcome/outcome-type.ts';
import { outcomeIdOf, type TaskMark, type ToldEvent } from '../domain/outcome/told-event.ts';
import type { Source } from '../domain/source/source.ts';
import { mentionedIn } from '../domain/source/source-fact.ts';
import { type Identities, type KnownFact, type ToldResult, tellResult } from '../domain/source/tell-result.ts';
import type { WriteUnit } from '../ports/control-store.ts';
import type { OpenedOutcome } from '../ports/source-store.ts';
import type { ControlContext } from './control-context.ts';
import { recordOutcomeEvents } from './record-outcome-events.ts';

export type SettledResult = { readonly eventIds: readonly string[]; readonly waitsFor: readonly string[] };

/**
 * Tells outcomes what all facts of a result come to, whoever told the last of them: what was told before changes nothing. A
 * result that turns out to be another person's work follows them; one that is nobody's any more does not count until it is.
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
  const moves = await moveOutcomes(unit, { opened, personId: reading.personId ?? NOBODY }, naming);
  const recorded = await recordOutcomeEvents(unit, [...claims, ...events, ...moves], nowMs);
  if (recorded.eventIds.length > 0) {
    const fresh = new Set(recorded.eventIds);
    const told = [...claims, ...events, ...moves].filter(({ eventId }) => fresh.has(eventId));
    await unit.audit({
      type: 'source.outcome_told',
      subject: `source:${source.id}`,
      detail: { result: subject, events: told.map(({ kind, eventId, atMs }) => ({ kind, eventId, atMs })) },
    });
  }
  return { eventIds: recorded.eventIds, waitsFor: reading.waitsFor };
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
      evidenceUrl: evidence.url,
      note: `${source.name}: ${result.what.replaceAll('_', ' ')}${result.project === null ? '' : ` in ${result.project}`}.`,
      teamId: (await unit.get('person', personId))?.row.teamId ?? null,
      useCaseId: rule.useCaseId,
      marks: marks.map((mark): TaskMark => ({ ...mark, owner: null })),
    },
  ];
}

/** Nobody: what stands where a person would, for an outcome that waits for somebody to say whose it is. */
const NOBODY = '';

async function moveOutcomes(
  unit: WriteUnit,
  given: { readonly opened: readonly OpenedOutcome[]; readonly personId: string },
  naming: Naming,
): Promise<readonly ToldEvent[]> {
  const { source, nowMs } = naming;
  const { personId } = given;
  const moved = given.opened.filter((one) => one.personId !== personId);
  const events: ToldEvent[] = [];
  for (const outcome of moved) {
    const { outcomeId } = outcome;
    const of = { outcomeId, evidenceId: null };
    await unit.sources.rememberOutcome(source.id, { ...outcome, personId });
    const named = (kind: string) => baseOf(naming, [kind, outcomeId, personId, nowMs], nowMs);
    if (personId === NOBODY) {
      const reason = 'It is not known any more whose work it was.';
      events.push({ kind: 'reverted', ...named('nobody'), ...of, reason, cleanUpMinutes: 0 });
      continue;
    }
    if (outcome.personId === NOBODY)
      events.push({ kind: 'restored', ...named('somebody'), ...of, reason: 'It is known again whose work it was.' });
    const reason = `In "${source.name}" somebody else is meant than was thought.`;
    events.push({ kind: 'reassigned', ...named('reassigned'), ...of, toPersonId: personId, reason });
  }
  return events;
}
