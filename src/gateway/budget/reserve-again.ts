import type { Demand } from '../../domain/budget/book-state.ts';
import type { AdmittedCall } from '../../domain/usage/call-record.ts';
import type { Gateway } from '../gateway.ts';

/**
 * Holds once more for another upstream after one that may charge for what it did not answer: money and tokens, not the call. The
 * journal hears of it first, so that a crash charges both. Gives back the admission as it stands now; null where there is no room.
 */
export async function reserveAgain(
  gateway: Pick<Gateway, 'budget' | 'journal'>,
  { admitted, demands }: { readonly admitted: AdmittedCall; readonly demands: readonly Demand[] },
): Promise<AdmittedCall | null> {
  const more = demands.filter(({ envelope }) => envelope.unit === 'nanodollars' || envelope.unit === 'tokens');
  if (more.length === 0) return admitted;
  const { desk } = gateway.budget;
  const reservation = await desk.reserve({ callId: admitted.callId, demands: more }, { waits: false });
  if (reservation.kind !== 'held') return null;
  const again = { ...admitted, holds: desk.holdsOf(admitted.callId) };
  return (await gateway.journal.admit(again)) === 'written' ? again : null;
}
