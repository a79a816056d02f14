import type { ApprovalDesk } from '../../ports/approval-desk.ts';

const OPEN_MS = 86_400_000;

/** A desk at which nobody sits: the caller learns the id and the time, and whoever may decide finds the refused call in the ledger. */
export function unstaffedDesk(): ApprovalDesk {
  return { ask: ({ approvalId, askedAtMs }) => ({ approvalId, expiresAtMs: askedAtMs + OPEN_MS }) };
}
