import { amountInWords, readAmount } from '../domain/budget/envelope-amount.ts';
import {
  type EnvelopeTransfer,
  TRANSFER_OPEN_MS,
  transferFault,
  transferStateNow,
} from '../domain/budget/envelope-transfer.ts';
import type { KeptEnvelope } from '../domain/budget/kept-envelope.ts';
import { freeOf } from '../domain/budget/ledger.ts';
import type { Actor, ReadUnit, Stored, WriteUnit } from '../ports/control-store.ts';
import type { Commander, ControlContext } from './control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from './control-refusal.ts';
import { readBack } from './create-row.ts';
import { seeEnvelope } from './envelope-reads.ts';
import { approverOf } from './exception-parties.ts';
import { everyRow } from './find-dependants.ts';

export type StoredTransfer = Stored<EnvelopeTransfer>;

const SYSTEM: Actor = { kind: 'system', id: 'upkeep', keyId: null, requestId: 'upkeep' };

/**
 * Proposes to hand over what is free in one envelope; for the owner of either. The other owner consents; where it is the
 * same person, or nobody, governance does.
 */
export function proposeTransfer(
  context: ControlContext,
  { actor }: Commander,
  order: {
    readonly fromEnvelopeId: string;
    readonly toEnvelopeId: string;
    readonly amount: string;
    readonly why: string;
  },
): Promise<StoredTransfer | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const ends = await endsOf(unit, order);
    if (isControlRefusal(ends)) return ends;
    const { from, to } = ends;
    const amount = readAmount(from.row.unit, order.amount);
    if (amount === undefined)
      return refuseCommand(
        'rule_broken',
        `"${order.amount}" is no amount of ${from.row.unit === 'nanodollars' ? 'dollars' : from.row.unit}.`,
      );
    const fault = transferFault(from.row, to.row, amount);
    if (fault !== undefined) return refuseCommand('rule_broken', fault);
    const barred =
      actor.kind === 'person' ? notOwner(actor.id, from.row, to.row) : 'Only a person proposes for an owner.';
    if (barred !== undefined) return refuseCommand('four_eyes', barred);
    const other = from.row.ownerPersonId === actor.id ? to.row : from.row;
    const subject = { kind: 'raise_envelope', envelope: other } as const;
    const consenter = await approverOf(unit, { requesterId: actor.id, beneficiaryId: null, subject });
    if (consenter === null)
      return refuseCommand(
        'rule_broken',
        `Nobody else answers for "${other.id}": ask your administrator to name its owner.`,
      );
    const row: EnvelopeTransfer = {
      ...{ fromEnvelopeId: from.row.id, toEnvelopeId: to.row.id, unit: from.row.unit, amount, why: order.why },
      id: context.chance.uuid(nowMs),
      kind: 'transfer',
      proposedBy: actor.id,
      proposedAtMs: nowMs,
      consenterId: consenter.personId,
      consenterWhy: consenter.why,
      expiresAtMs: nowMs + TRANSFER_OPEN_MS,
      ...UNDECIDED,
    };
    return insertTransfer(unit, row);
  });
}

export const UNDECIDED = { state: 'proposed', decidedAtMs: null, decidedBy: null, decisionReason: null } as const;

/** Consents, and hands over in the same moment: both accounts and the proposal change, or nothing does. */
export function consentToTransfer(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string },
): Promise<StoredTransfer | ControlRefusal> {
  return decide(context, commander, order.id, async (unit, { transfer, nowMs }) => {
    const ends = await endsOf(unit, transfer);
    if (isControlRefusal(ends)) return ends;
    const fault = transferFault(ends.from.row, ends.to.row, transfer.amount);
    if (fault !== undefined) return refuseCommand('rule_broken', fault);
    const refused = await handOver(unit, ends, { transfer, nowMs, actorId: commander.actor.id });
    if (refused !== undefined) return refused;
    return { ...transfer, state: 'carried_out', decidedAtMs: nowMs, decidedBy: commander.actor.id };
  });
}

/** Says no. Who keeps what is theirs gives no reason, and nobody writes down who it was. */
export function declineTransfer(
  context: ControlContext,
  commander: Commander,
  order: { readonly id: string; readonly reason: string | null },
): Promise<StoredTransfer | ControlRefusal> {
  return decide(context, commander, order.id, (_unit, { transfer, nowMs }) => {
    const { kind } = transfer;
    // As if nobody had ever answered: see `transferStateNow`.
    if (kind === 'give_back') return Promise.resolve({ ...transfer, state: 'kept', decidedAtMs: transfer.expiresAtMs });
    if (order.reason === null)
      return Promise.resolve(refuseCommand('rule_broken', 'Say why: whoever proposed it reads the reason.'));
    const decided = { decidedAtMs: nowMs, decidedBy: commander.actor.id, decisionReason: order.reason };
    return Promise.resolve({ ...transfer, ...decided, state: 'declined' });
  });
}

/** Takes back what was proposed; for whoever proposed it. */
export function withdrawTransfer(
  context: ControlContext,
  { actor }: Commander,
  order: { readonly id: string },
): Promise<StoredTransfer | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('envelope_transfer', order.id);
    if (stored === undefined || stored.row.proposedBy !== actor.id)
      return refuseCommand('not_found', `You have not proposed a transfer "${order.id}".`);
    const state = transferStateNow(stored.row, nowMs);
    if (state === 'withdrawn') return stored;
    if (state !== 'proposed')
      return refuseCommand('rule_broken', `The transfer is ${wordOf(state)}: there is nothing to withdraw.`);
    return saveTransfer(unit, stored, { ...stored.row, state: 'withdrawn', decidedAtMs: nowMs, decidedBy: actor.id });
  });
}

/** Writes down the proposals that nobody answered in time. */
export async function noteExpiredTransfers(context: ControlContext): Promise<number> {
  const nowMs = context.clock.nowMs();
  const due: string[] = [];
  for await (const { row } of everyRow(context.store, 'envelope_transfer', { state: 'proposed' }))
    if (transferStateNow(row, nowMs) !== row.state) due.push(row.id);
  if (due.length === 0) return 0;
  return context.store.write(SYSTEM, async (unit) => {
    let noted = 0;
    for (const id of due) {
      const stored = await unit.get('envelope_transfer', id);
      // Another gateway may have noted it meanwhile.
      if (stored === undefined || stored.row.state !== 'proposed') continue;
      const state = transferStateNow(stored.row, nowMs);
      await saveTransfer(unit, stored, { ...stored.row, state, decidedAtMs: stored.row.expiresAtMs });
      noted += 1;
    }
    return noted;
  });
}

type Ends = { readonly from: Stored<KeptEnvelope>; readonly to: Stored<KeptEnvelope> };

async function endsOf(
  unit: ReadUnit,
  { fromEnvelopeId, toEnvelopeId }: Pick<EnvelopeTransfer, 'fromEnvelopeId' | 'toEnvelopeId'>,
): Promise<Ends | ControlRefusal> {
  const from = await unit.get('envelope', fromEnvelopeId);
  const to = await unit.get('envelope', toEnvelopeId);
  if (from === undefined) return refuseCommand('reference_unknown', `There is no envelope "${fromEnvelopeId}".`);
  if (to === undefined) return refuseCommand('reference_unknown', `There is no envelope "${toEnvelopeId}".`);
  return { from, to };
}

function notOwner(personId: string, from: KeptEnvelope, to: KeptEnvelope): string | undefined {
  if ([from.ownerPersonId, to.ownerPersonId].includes(personId)) return undefined;
  return `You own neither "${from.id}" nor "${to.id}": let one of their owners propose it.`;
}

/** What is free in the period that runs, and nothing that is spent, held or lent. */
async function handOver(
  unit: WriteUnit,
  { from, to }: Ends,
  given: { readonly transfer: EnvelopeTransfer; readonly nowMs: number; readonly actorId: string },
): Promise<ControlRefusal | undefined> {
  const { transfer, nowMs, actorId } = given;
  const { amount, unit: counted } = transfer;
  const source = await seeEnvelope(unit, from, nowMs);
  const target = await seeEnvelope(unit, to, nowMs);
  const free = freeOf(source.standing, 0n);
  const short = (): ControlRefusal =>
    refuseCommand(
      'rule_broken',
      `${amountInWords(counted, amount)} is not free in "${from.row.id}" any more: ${amountInWords(counted, free > 0n ? free : 0n)} is. Propose less, or wait for calls under way.`,
    );
  if (free < amount) return short();
  const accounts = [source, target].map(({ stored, period }) => ({
    ...{ envelopeId: stored.row.id, periodStartMs: period.startMs, periodEndMs: period.endMs },
  }));
  for (const account of accounts.toSorted((one, other) => (one.envelopeId < other.envelopeId ? -1 : 1))) {
    if (!(await unit.ledger.open(account))) throw new Error(`the account of ${account.envelopeId} could not be opened`);
  }
  const [fromAccount, toAccount] = accounts;
  if (fromAccount === undefined || toAccount === undefined) throw new Error('a transfer has two ends');
  const what = transfer.kind === 'give_back' ? 'given back' : `proposed by ${transfer.proposedBy}`;
  const author = { actor: actorId, reason: `transfer ${transfer.id}, ${what}` };
  return (await unit.ledger.transfer({ from: fromAccount, to: toAccount }, amount, author)) ? undefined : short();
}

function decide(
  context: ControlContext,
  { actor }: Commander,
  id: string,
  step: (
    unit: WriteUnit,
    given: { readonly transfer: EnvelopeTransfer; readonly nowMs: number },
  ) => Promise<EnvelopeTransfer | ControlRefusal>,
): Promise<StoredTransfer | ControlRefusal> {
  const nowMs = context.clock.nowMs();
  return context.store.write(actor, async (unit) => {
    const stored = await unit.get('envelope_transfer', id);
    if (stored === undefined) return refuseCommand('not_found', `There is no transfer "${id}".`);
    if (actor.kind !== 'person' || actor.id !== stored.row.consenterId)
      return refuseCommand('four_eyes', `"${stored.row.consenterId}" answers this. ${stored.row.consenterWhy}`);
    const state = transferStateNow(stored.row, nowMs);
    if (state !== 'proposed') return refuseCommand('rule_broken', `The transfer is ${wordOf(state)} already.`);
    const next = await step(unit, { transfer: stored.row, nowMs });
    return isControlRefusal(next) ? next : saveTransfer(unit, stored, next);
  });
}

function wordOf(state: EnvelopeTransfer['state']): string {
  return state.replace('_', ' ');
}

export async function insertTransfer(unit: WriteUnit, row: EnvelopeTransfer): Promise<StoredTransfer> {
  await unit.put('envelope_transfer', row, { managedBy: 'api', expectedRevision: null });
  await unit.audit({ type: 'transfer.proposed', subject: `transfer:${row.id}`, detail: detailOf(row) });
  return readBack(unit, 'envelope_transfer', row.id);
}

async function saveTransfer(unit: WriteUnit, stored: StoredTransfer, next: EnvelopeTransfer): Promise<StoredTransfer> {
  await unit.put('envelope_transfer', next, { managedBy: 'api', expectedRevision: stored.revision });
  // Keeping changes nothing, and is nobody's business: the trail says nothing of it.
  if (next.state !== 'kept')
    await unit.audit({ type: `transfer.${next.state}`, subject: `transfer:${next.id}`, detail: detailOf(next) });
  return readBack(unit, 'envelope_transfer', next.id);
}

function detailOf(transfer: EnvelopeTransfer): Readonly<Record<string, unknown>> {
  const { kind, fromEnvelopeId, toEnvelopeId, unit, amount, proposedBy, consenterId, decidedBy, decisionReason } =
    transfer;
  const ends = { kind, fromEnvelopeId, toEnvelopeId, unit, amount: amount.toString() };
  return { ...ends, proposedBy, consenterId, decidedBy, decisionReason };
}
