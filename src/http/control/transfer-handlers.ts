import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { myTransfers } from '../../control/my-transfers.ts';
import {
  consentToTransfer,
  declineTransfer,
  proposeTransfer,
  type StoredTransfer,
  withdrawTransfer,
} from '../../control/transfers.ts';
import { amountInWords } from '../../domain/budget/envelope-amount.ts';
import { transferStateNow } from '../../domain/budget/envelope-transfer.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { toWireAmount, toWireUnit } from './wire-envelopes.ts';
import { toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type TransferOperation =
  | 'listTransfers'
  | 'listMyTransfers'
  | 'proposeTransfer'
  | 'consentToTransfer'
  | 'declineTransfer'
  | 'withdrawTransfer';

export function transferHandlers(context: ControlContext): Handlers<TransferOperation> {
  const toWire = (stored: StoredTransfer) => toWireTransfer(stored, context.clock.nowMs());
  const out = (stored: StoredTransfer | ControlRefusal) => (isControlRefusal(stored) ? stored : answer(toWire(stored)));
  return {
    listTransfers: ({ query }) => listRows(context.store, { noun: 'envelope_transfer', query, toWire }),
    listMyTransfers: async ({ commander }) => {
      const { toAnswer, proposed, agreed } = await myTransfers(context, commander);
      return answer({ toAnswer: toAnswer.map(toWire), proposed: proposed.map(toWire), agreed: agreed.map(toWire) });
    },
    proposeTransfer: async ({ commander, body }) => out(await proposeTransfer(context, commander, body)),
    consentToTransfer: async ({ commander, params }) => out(await consentToTransfer(context, commander, params)),
    declineTransfer: async ({ commander, params, body }) =>
      out(await declineTransfer(context, commander, { ...params, ...body })),
    withdrawTransfer: async ({ commander, params }) => out(await withdrawTransfer(context, commander, params)),
  };
}

function toWireTransfer(stored: StoredTransfer, nowMs: number) {
  const { unit, amount, proposedAtMs, expiresAtMs, decidedAtMs, ...rest } = stored.row;
  const state = transferStateNow(stored.row, nowMs);
  const { fromEnvelopeId, toEnvelopeId } = rest;
  return {
    ...rest,
    state,
    unit: toWireUnit(unit),
    amount: toWireAmount(unit, amount),
    proposedAt: toWireMoment(proposedAtMs),
    expiresAt: toWireMoment(expiresAtMs),
    decidedAt: toWireMomentOrNull(state === stored.row.state ? decidedAtMs : expiresAtMs),
    sentence: `${amountInWords(unit, amount)} from "${fromEnvelopeId}" to "${toEnvelopeId}".`,
    ...toWireKept(stored),
  };
}
