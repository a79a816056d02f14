import type { ContentContext } from '../../control/content-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { orderErasure } from '../../control/erasures.ts';
import { liftHold, placeHold } from '../../control/legal-holds.ts';
import { endRetention, setRetention } from '../../control/retention.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows } from './row-handlers.ts';
import { fromWireScope, toWireHold } from './wire-content.ts';
import { toWireRow } from './wire-rows.ts';

type KeepingOperation =
  | 'listContentHolds'
  | 'placeContentHold'
  | 'liftContentHold'
  | 'listContentRetention'
  | 'setContentRetention'
  | 'endContentRetention'
  | 'listContentErasures'
  | 'eraseContent'
  | 'rewrapContent';

/** How long content stays and what goes before its time. */
export function contentKeepingHandlers(context: ContentContext): Handlers<KeepingOperation> {
  return {
    listContentHolds: ({ query }) => listRows(context.store, { noun: 'legal_hold', query, toWire: toWireHold }),
    placeContentHold: async ({ commander, body }) => {
      const placed = await placeHold(context, commander, { ...fromWireScope(body), reason: body.reason });
      return isControlRefusal(placed) ? placed : answer(toWireHold(placed));
    },
    liftContentHold: async ({ commander, params, body }) => {
      const lifted = await liftHold(context, commander, { id: params.id, reason: body.reason });
      return isControlRefusal(lifted) ? lifted : answer(toWireHold(lifted));
    },
    listContentRetention: ({ query }) => listRows(context.store, { noun: 'retention_rule', query, toWire: toWireRow }),
    setContentRetention: async ({ commander, body }) => {
      const set = await setRetention(context, commander, body);
      return isControlRefusal(set) ? set : answer(toWireRow(set));
    },
    endContentRetention: async ({ commander, params }) => {
      const ended = await endRetention(context, commander, params.id);
      return isControlRefusal(ended) ? ended : answer(toWireRow(ended));
    },
    listContentErasures: ({ query }) => listRows(context.store, { noun: 'erasure', query, toWire: toWireRow }),
    eraseContent: async ({ commander, body }) => {
      const erased = await orderErasure(context, commander, body);
      return isControlRefusal(erased) ? erased : answer(toWireRow(erased));
    },
    rewrapContent: async ({ commander }) => {
      const done = await context.content.rewrap();
      await context.store.write(commander.actor, (unit) =>
        unit.audit({ type: 'content.rewrapped', subject: 'content:keys', detail: done }),
      );
      return answer(done);
    },
  };
}
