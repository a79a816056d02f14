import { approve, decline, withdraw } from '../../control/approvals.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { myApprovals, readApproval } from '../../control/my-approvals.ts';
import { type Approval, approvalStateNow } from '../../domain/policy/approval.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { withinOf } from './reach-rows.ts';
import { listRows } from './row-handlers.ts';
import { toWireKept, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type ApprovalOperation =
  | 'listApprovals'
  | 'readApproval'
  | 'approveCall'
  | 'declineCall'
  | 'withdrawApproval'
  | 'listMyApprovals';

const OF_USE_CASE = {
  useCase: ['useCaseId'],
  of: ({ useCaseId }: Approval) => ({ useCaseIds: [useCaseId] }),
} as const;

export function approvalHandlers(context: ControlContext): Handlers<ApprovalOperation> {
  const toWire = (stored: Stored<Approval>) => toWireApproval(stored, context.clock.nowMs());
  const out = (stored: Stored<Approval> | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWire(stored));
  return {
    listApprovals: ({ query, reach }) =>
      listRows(context.store, { noun: 'approval', query, toWire, ...withinOf(reach, OF_USE_CASE) }),
    readApproval: async ({ commander, params }) => out(await readApproval(context, commander, params.id)),
    approveCall: async ({ commander, params, body }) => out(await approve(context, commander, { ...params, ...body })),
    declineCall: async ({ commander, params, body }) => out(await decline(context, commander, { ...params, ...body })),
    withdrawApproval: async ({ commander, params }) => out(await withdraw(context, commander, params)),
    listMyApprovals: async ({ commander }) => {
      const { asked, toDecide } = await myApprovals(context, commander);
      return answer({ asked: asked.map(toWire), toDecide: toDecide.map(toWire) });
    },
  };
}

function toWireApproval(stored: Stored<Approval>, nowMs: number) {
  const { askedAtMs, expiresAtMs, decidedAtMs, grantedUntilMs, given, ...rest } = stored.row;
  const state = approvalStateNow(stored.row, nowMs);
  return {
    ...rest,
    state,
    askedAt: toWireMoment(askedAtMs),
    expiresAt: toWireMoment(expiresAtMs),
    decidedAt: toWireMomentOrNull(state === 'expired' ? expiresAtMs : decidedAtMs),
    grantedUntil: toWireMomentOrNull(grantedUntilMs),
    given: given.map(({ personId, requirement, atMs }) => ({ personId, requirement, at: toWireMoment(atMs) })),
    ...toWireKept(stored),
  };
}
