import type { EnvelopeTransfer } from '../../domain/budget/envelope-transfer.ts';
import { dateOrNull, millisecondsOrNull } from '../control/column-values.ts';
import { nounTable } from '../control/noun-table.ts';

type TransferRow = {
  readonly id: string;
  readonly kind: EnvelopeTransfer['kind'];
  readonly from_envelope_id: string;
  readonly to_envelope_id: string;
  readonly unit: EnvelopeTransfer['unit'];
  readonly amount: string;
  readonly why: string;
  readonly proposed_by: string | null;
  readonly proposed_at: Date;
  readonly consenter_id: string;
  readonly consenter_why: string;
  readonly expires_at: Date;
  readonly state: EnvelopeTransfer['state'];
  readonly decided_at: Date | null;
  readonly decided_by: string | null;
  readonly decision_reason: string | null;
};

export const envelopeTransferTable = nounTable<EnvelopeTransfer, TransferRow>({
  table: 'envelope_transfer',
  // biome-ignore format: one line is enough
  columns: ['id', 'kind', 'from_envelope_id', 'to_envelope_id', 'unit', 'amount', 'why', 'proposed_by', 'proposed_at', 'consenter_id', 'consenter_why', 'expires_at', 'state', 'decided_at', 'decided_by', 'decision_reason'],
  toRow: (transfer) => ({
    id: transfer.id,
    kind: transfer.kind,
    from_envelope_id: transfer.fromEnvelopeId,
    to_envelope_id: transfer.toEnvelopeId,
    unit: transfer.unit,
    amount: transfer.amount.toString(),
    why: transfer.why,
    proposed_by: transfer.proposedBy,
    proposed_at: new Date(transfer.proposedAtMs),
    consenter_id: transfer.consenterId,
    consenter_why: transfer.consenterWhy,
    expires_at: new Date(transfer.expiresAtMs),
    state: transfer.state,
    decided_at: dateOrNull(transfer.decidedAtMs),
    decided_by: transfer.decidedBy,
    decision_reason: transfer.decisionReason,
  }),
  fromRow: (row) => ({
    id: row.id,
    kind: row.kind,
    fromEnvelopeId: row.from_envelope_id,
    toEnvelopeId: row.to_envelope_id,
    unit: row.unit,
    amount: BigInt(row.amount),
    why: row.why,
    proposedBy: row.proposed_by,
    proposedAtMs: row.proposed_at.getTime(),
    consenterId: row.consenter_id,
    consenterWhy: row.consenter_why,
    expiresAtMs: row.expires_at.getTime(),
    state: row.state,
    decidedAtMs: millisecondsOrNull(row.decided_at),
    decidedBy: row.decided_by,
    decisionReason: row.decision_reason,
  }),
});
