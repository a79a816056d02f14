import type { EnvelopeTransfer } from '../domain/budget/envelope-transfer.ts';
import { offerGiveBack, poolOf } from '../domain/budget/give-back.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import type { Attribution } from '../domain/budget/match-envelopes.ts';
import type { Actor, ReadUnit, Stored } from '../ports/control-store.ts';
import type { ControlContext } from './control-context.ts';
import { type SeenEnvelope, seeEnvelope } from './envelope-reads.ts';
import { everyRow } from './find-dependants.ts';
import { insertTransfer, UNDECIDED } from './transfers.ts';

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };

/**
 * Near the end of a period asks owners for what they will probably not need: once for each envelope and period, and never
 * by itself. Gives back how many were asked.
 */
export async function offerGiveBacks(context: ControlContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const all: Stored<KeptEnvelope>[] = [];
  for await (const stored of everyRow(context.store, 'envelope')) if (stored.row.status === 'active') all.push(stored);
  let offered = 0;
  for (const stored of all) {
    const { ownerPersonId, unit } = stored.row;
    if (ownerPersonId === null || unit === 'concurrency') continue;
    const seen = await seeEnvelope(context.store, stored, nowMs);
    const row = await offerOf(context, seen, { all: all.map((one) => one.row), ownerPersonId, nowMs });
    if (row === undefined) continue;
    const done = await context.store.write(SYSTEM, async (write) => {
      if (await wasAsked(write, seen)) return false;
      await insertTransfer(write, row);
      return true;
    });
    if (done) offered += 1;
  }
  return offered;
}

async function offerOf(
  context: ControlContext,
  seen: SeenEnvelope,
  known: { readonly all: readonly KeptEnvelope[]; readonly ownerPersonId: string; readonly nowMs: number },
): Promise<EnvelopeTransfer | undefined> {
  const { stored, standing, period } = seen;
  const { row: envelope } = stored;
  const offer = offerGiveBack({ balance: standing, period, nowMs: known.nowMs });
  if (offer === null || (await wasAsked(context.store, seen))) return undefined;
  const pool = poolOf(envelope, known.all, await callsOf(context.store, envelope));
  if (pool === null) return undefined;
  return {
    id: context.chance.uuid(known.nowMs),
    kind: 'give_back',
    fromEnvelopeId: envelope.id,
    toEnvelopeId: pool.id,
    unit: envelope.unit,
    amount: offer.amount,
    why: offer.why,
    proposedBy: null,
    proposedAtMs: known.nowMs,
    consenterId: known.ownerPersonId,
    consenterWhy: `The owner of the envelope "${envelope.id}".`,
    expiresAtMs: period.endMs,
    ...UNDECIDED,
  };
}

/** In this period, whatever became of it. */
async function wasAsked(unit: ReadUnit, { stored, period }: SeenEnvelope): Promise<boolean> {
  const where = { fromEnvelopeId: stored.row.id, kind: 'give_back' };
  for await (const { row } of everyRow(unit, 'envelope_transfer', where))
    if (row.proposedAtMs >= period.startMs) return true;
  return false;
}

/** Whose calls fall into an envelope, with the team that its person or project is of. */
async function callsOf(unit: ReadUnit, { scope }: KeptEnvelope): Promise<Attribution> {
  const { teamId, projectId, personId, useCaseId, lane, tag } = scope;
  const person = personId === undefined ? undefined : await unit.get('person', personId);
  const project = projectId === undefined ? undefined : await unit.get('project', projectId);
  return {
    teamId: teamId ?? person?.row.teamId ?? project?.row.teamId ?? null,
    projectId: projectId ?? null,
    useCaseId: useCaseId ?? null,
    personId: personId ?? null,
    lane: lane ?? null,
    tags: tag === undefined ? {} : { [tag.name]: tag.value },
  };
}
