import { reviewAccess } from '../../control/access-review.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { myRecord, type RecordContext } from '../../control/my-record.ts';
import { myRules, type TransparencyContext } from '../../control/my-rules.ts';
import { chooseRange } from '../../control/usage.ts';
import type { ContentReading } from '../../domain/content/content-access.ts';
import type { AuditStore } from '../../ports/audit-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromWireMoment, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type TransparencyOperation = 'readMyRules' | 'readMyRecord' | 'readAccessReview';

export function transparencyHandlers(
  context: TransparencyContext & RecordContext & { readonly audit: AuditStore },
): Handlers<TransparencyOperation> {
  const rangeOf = (query: { readonly from?: string; readonly to?: string }) =>
    chooseRange(
      {
        fromMs: query.from === undefined ? undefined : fromWireMoment(query.from),
        toMs: query.to === undefined ? undefined : fromWireMoment(query.to),
      },
      context.clock.nowMs(),
    );
  return {
    readMyRules: async ({ grant, query: { useCaseId = null, findings } }) =>
      answer(await myRules(context, grant, { useCaseId, withFindings: findings === 'told' })),
    readMyRecord: async ({ grant, query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { fromMs, toMs, content, readings, ...rest } = await myRecord(context, grant, {
        range,
        calls: query.calls,
      });
      return answer({
        ...rest,
        from: toWireMoment(fromMs),
        to: toWireMoment(toMs),
        content: content.map(({ oldestMs, ...one }) => ({ ...one, oldest: toWireMoment(oldestMs) })),
        readings: readings.map(toWireReader),
      });
    },
    readAccessReview: async ({ query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { fromMs, toMs, keys, readings, remarks } = await reviewAccess(context, range);
      return answer({
        from: toWireMoment(fromMs),
        to: toWireMoment(toMs),
        keys: keys.map(({ createdAtMs, expiresAtMs, lastUsedAtMs, ...key }) => ({
          ...key,
          createdAt: toWireMoment(createdAtMs),
          expiresAt: toWireMomentOrNull(expiresAtMs),
          lastUsedAt: toWireMomentOrNull(lastUsedAtMs),
        })),
        readings: readings.map((one) => ({ ...toWireReader(one), ownerId: one.ownerId })),
        remarks,
      });
    },
  };
}

function toWireReader({ readAtMs, callId, readerKind, readerId, purpose }: ContentReading) {
  return { readAt: toWireMoment(readAtMs), callId, readerKind, readerId, purpose };
}
