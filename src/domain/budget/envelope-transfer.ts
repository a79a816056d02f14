import type { Envelope, EnvelopeUnit } from './envelope.ts';

/**
 *   transfer    proposed by one owner, carried out when the other consents
 *   give_back   the house offers to take what will not be needed back into the pool; the owner accepts or keeps it
 */
export type TransferKind = 'transfer' | 'give_back';

export const TRANSFER_STATES = ['proposed', 'carried_out', 'declined', 'kept', 'withdrawn', 'expired'] as const;
export type TransferState = (typeof TRANSFER_STATES)[number];

export const TRANSFER_OPEN_MS = 7 * 86_400_000;

/** Something that is free in one envelope, on its way to another: only with the consent of both owners. */
export type EnvelopeTransfer = {
  readonly id: string;
  readonly kind: TransferKind;
  readonly fromEnvelopeId: string;
  readonly toEnvelopeId: string;
  readonly unit: EnvelopeUnit;
  readonly amount: bigint;
  /** Whoever has to consent reads it. */
  readonly why: string;
  /** Null: the house. */
  readonly proposedBy: string | null;
  readonly proposedAtMs: number;
  readonly consenterId: string;
  readonly consenterWhy: string;
  readonly expiresAtMs: number;
  readonly state: TransferState;
  readonly decidedAtMs: number | null;
  /** Null where the house decided, and where somebody kept what is theirs: that is nobody's business. */
  readonly decidedBy: string | null;
  readonly decisionReason: string | null;
};

/** The state at this moment. An offer that nobody answers is kept, as one that somebody declines: they cannot be told apart. */
export function transferStateNow(
  { kind, state, expiresAtMs }: Pick<EnvelopeTransfer, 'kind' | 'state' | 'expiresAtMs'>,
  nowMs: number,
): TransferState {
  if (state !== 'proposed' || expiresAtMs > nowMs) return state;
  return kind === 'give_back' ? 'kept' : 'expired';
}

/** Why nothing may go from one envelope to the other, in a sentence that says what to do; undefined when it may. */
export function transferFault(from: Envelope, to: Envelope, amount: bigint): string | undefined {
  if (from.id === to.id) return 'Both are the same envelope: name two.';
  const archived = [from, to].find(({ status }) => status !== 'active');
  if (archived !== undefined) return `The envelope "${archived.id}" is archived: name one that is active.`;
  if (from.unit !== to.unit)
    return `"${from.id}" counts ${from.unit} and "${to.id}" ${to.unit}: name two that count the same.`;
  if (from.unit === 'concurrency')
    return 'Concurrency is not used up, so there is nothing to hand over: change the caps.';
  if (amount <= 0n) return `The amount must be more than nothing, in ${from.unit}.`;
  const lanes = [from.scope.lane, to.scope.lane];
  if (lanes[0] !== undefined && lanes[1] !== undefined && lanes[0] !== lanes[1])
    return 'Exploration and production never share a budget: ask whoever plans them to change the caps.';
  return undefined;
}
