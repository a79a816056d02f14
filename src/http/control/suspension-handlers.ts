import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { lift, stateNow, suspend } from '../../control/suspensions.ts';
import type { KeptSuspension } from '../../domain/policy/suspension.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows, readRow } from './row-handlers.ts';
import { fromWireMoment, toWireKept, toWireMomentOrNull } from './wire-rows.ts';

type SuspensionOperation = 'listSuspensions' | 'readSuspension' | 'suspend' | 'lift';

export function suspensionHandlers(context: ControlContext): Handlers<SuspensionOperation> {
  const toWire = (stored: Stored<KeptSuspension>) => toWireSuspension(stored, context.clock.nowMs());
  return {
    listSuspensions: ({ query }) => listRows(context.store, { noun: 'suspension', query, toWire }),
    readSuspension: ({ params }) =>
      readRow(context.store, { noun: 'suspension', word: 'suspension', id: params.id, toWire }),
    suspend: async ({ commander, body }) => {
      const { kind, id, reason, expiresAt, anyway } = body;
      const expiresAtMs = expiresAt === null ? null : fromWireMoment(expiresAt);
      const made = await suspend(context, commander, { subject: { kind, id }, reason, expiresAtMs, anyway });
      return isControlRefusal(made) ? made : answer({ ...toWire(made.suspension), warnings: made.warnings });
    },
    lift: async ({ commander, body: { kind, id, reason } }) => {
      const lifted = await lift(context, commander, { subject: { kind, id }, reason });
      return isControlRefusal(lifted) ? lifted : answer(toWire(lifted));
    },
  };
}

function toWireSuspension(stored: Stored<KeptSuspension>, nowMs: number) {
  const { expiresAtMs, endedAtMs, ...rest } = stored.row;
  const state = stateNow(stored.row, nowMs);
  const endMs = state === 'expired' && endedAtMs === null ? expiresAtMs : endedAtMs;
  return {
    ...rest,
    state,
    expiresAt: toWireMomentOrNull(expiresAtMs),
    endedAt: toWireMomentOrNull(endMs),
    ...toWireKept(stored),
  };
}
