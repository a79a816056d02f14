import type { AnswerOf } from '../../src/contract/routes.ts';
import { callOperation } from '../request/call-operation.ts';
import type { Decision } from '../requests/decision.ts';
import { TRANSFER_WORDS } from '../words/transfer-words.ts';

export type Transfer = AnswerOf<'listMyTransfers'>['toAnswer'][number];

const WORDS = TRANSFER_WORDS;
/** What hands over changes both ends. */
export const TRANSFER_CHANGES = [
  ...(['listMyTransfers', 'listTransfers', 'listMyEnvelopes', 'readMyBudgets'] as const),
  ...(['readEnvelope', 'listEnvelopes', 'listEnvelopeEntries'] as const),
];

/** A transfer as something that waits for a yes or a no; whoever keeps what is theirs gives no reason. */
export function transferToDecide(transfer: Transfer): Decision {
  const { id, kind } = transfer;
  const params = { id };
  const isOffer = kind === 'give_back';
  return {
    id,
    kind: WORDS.kinds[kind],
    who: transfer.proposedBy ?? WORDS.house,
    sentence: transfer.sentence,
    why: transfer.why,
    facts: [[WORDS.whyYou, transfer.consenterWhy]],
    endsAt: transfer.expiresAt,
    approval: 'plain',
    refusal: isOffer ? 'plain' : 'reasoned',
    says: isOffer
      ? { yes: WORDS.give, no: WORDS.keep, saidYes: WORDS.gave, saidNo: WORDS.kept }
      : { yes: WORDS.yes, no: WORDS.no, saidYes: WORDS.saidYes, saidNo: WORDS.saidNo },
    approve: () => callOperation('consentToTransfer', { params }),
    decline: (reason) => callOperation('declineTransfer', { params, body: { reason: isOffer ? null : reason } }),
    changes: TRANSFER_CHANGES,
  };
}
