import type { Demand } from '../../domain/budget/book-state.ts';
import type { AccountKey } from '../../domain/budget/budget-sync.ts';
import type { EnvelopeRoom } from '../../domain/budget/near-cap.ts';
import type { BudgetDesk } from './budget-desk.ts';

/** What is left for a call in each of its envelopes. An account that the store has not spoken of yet has all of its cap. */
export function findRooms(desk: Pick<BudgetDesk, 'room'>, demands: readonly Demand[]): readonly EnvelopeRoom[] {
  return demands.map(({ envelope, period, amount }) => {
    const known = desk.room({ envelopeId: envelope.id, periodStartMs: period.startMs });
    const { hardCap } = envelope;
    const base = { envelope, needed: amount, resetsAtMs: period.endMs };
    if (known === undefined) return { ...base, limit: hardCap, spent: 0n, held: 0n, available: hardCap };
    const { limit, held, suspense } = known.account;
    return { ...base, limit, spent: known.spent, held: held + suspense, available: known.available };
  });
}

/** The room that a refusal speaks of: of those the store named, or else of all, the one that fills least of its need. */
export function tightestRoom(rooms: readonly EnvelopeRoom[], short: readonly AccountKey[]): EnvelopeRoom | undefined {
  const named = new Set(short.map(({ envelopeId }) => envelopeId));
  const meant = rooms.filter(({ envelope }) => named.has(envelope.id));
  return [...(meant.length > 0 ? meant : rooms)].sort((one, other) => partLeft(one) - partLeft(other))[0];
}

function partLeft({ needed, available }: EnvelopeRoom): number {
  return needed === 'unpriced' || needed === 0n ? 0 : Number(available) / Number(needed);
}
