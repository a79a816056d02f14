import type { Source } from '../domain/source/source.ts';
import type { IncomingWebhook, RefusedWebhook, SourceMessage } from '../ports/source-desk.ts';
import { type SourceContext, sourceActor } from './source-context.ts';
import { takeFacts, timelyFacts } from './take-facts.ts';

/** What became of a webhook. */
export type ReceivedWebhook =
  | { readonly kind: 'taken'; readonly deliveryId: string; readonly facts: number; readonly outcomeEvents: number }
  /** It was here before, and changed nothing now. */
  | { readonly kind: 'known'; readonly deliveryId: string }
  | { readonly kind: 'no_source' }
  | { readonly kind: 'blocked' }
  | { readonly kind: 'refused'; readonly reason: RefusedWebhook; readonly why: string };

/**
 * Takes what a system sends to its address here. Nothing is read before the signature is believed; a delivery that comes again,
 * late or out of its order changes nothing that is not so. Messages that are not believed are counted by the hour, and the
 * first of each reason is in the audit trail.
 */
export async function receiveWebhook(
  context: SourceContext,
  received: { readonly sourceId: string; readonly webhook: IncomingWebhook; readonly requestId: string },
): Promise<ReceivedWebhook> {
  const { sourceId, webhook, requestId } = received;
  const nowMs = context.clock.nowMs();
  const source = (await context.store.get('source', sourceId))?.row;
  if (source === undefined || source.status === 'archived') return { kind: 'no_source' };
  const verified = context.desk.verify(source, webhook, nowMs);
  if (verified.kind === 'refused') {
    await countRefusal(context, { sourceId, requestId, reason: verified.reason, nowMs });
    return verified;
  }
  if (source.status === 'blocked') {
    await countRefusal(context, { sourceId, requestId, reason: 'blocked', nowMs });
    return { kind: 'blocked' };
  }
  const { message } = verified;
  const { deliveryId } = message;
  if (await context.sources.knowsDelivery({ sourceId, deliveryId })) return { kind: 'known', deliveryId };
  return takeMessage(context, { source, message, requestId, nowMs });
}

async function takeMessage(
  context: SourceContext,
  taken: {
    readonly source: Source;
    readonly message: SourceMessage;
    readonly requestId: string;
    readonly nowMs: number;
  },
): Promise<ReceivedWebhook> {
  const { source, message, requestId, nowMs } = taken;
  const { deliveryId, event, digest } = message;
  const read = context.desk.read(source, message);
  const { timely: facts, faults } = timelyFacts(read.facts, nowMs);
  const note = [...read.faults, ...faults].join(' ').slice(0, 1_000) || null;
  const delivery = {
    sourceId: source.id,
    deliveryId,
    via: 'webhook',
    event,
    receivedAtMs: nowMs,
    digest,
    note,
  } as const;
  if (facts.length === 0) {
    const isNew = await context.sources.noteDelivery({ ...delivery, facts: 0 });
    return isNew ? { kind: 'taken', deliveryId, facts: 0, outcomeEvents: 0 } : { kind: 'known', deliveryId };
  }
  return context.store.write(sourceActor(source.id, requestId), async (unit) => {
    const isNew = await unit.sources.claimDelivery({ ...delivery, facts: facts.length });
    if (!isNew) return { kind: 'known', deliveryId };
    const { eventIds } = await takeFacts(context, unit, { source, facts, via: 'webhook', handedInBy: null, nowMs });
    return { kind: 'taken', deliveryId, facts: facts.length, outcomeEvents: eventIds.length };
  });
}

async function countRefusal(
  context: SourceContext,
  refusal: {
    readonly sourceId: string;
    readonly requestId: string;
    readonly reason: RefusedWebhook | 'blocked';
    readonly nowMs: number;
  },
): Promise<void> {
  const { sourceId, requestId, reason, nowMs } = refusal;
  const isFirst = await context.sources.countRefusal({ sourceId, reason, atMs: nowMs });
  if (!isFirst) return;
  await context.store.write(sourceActor(sourceId, requestId), (unit) =>
    unit.audit({ type: 'source.webhook_refused', subject: `source:${sourceId}`, detail: { reason } }),
  );
}
