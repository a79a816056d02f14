import { decideAccess, readContent, requestAccess } from '../../control/content-access.ts';
import type { ContentContext } from '../../control/content-context.ts';
import { isControlRefusal } from '../../control/control-refusal.ts';
import { chooseRange } from '../../control/usage.ts';
import type { ContentScope } from '../../domain/content/content-scope.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { listRows, readRow } from './row-handlers.ts';
import { fromWireScope, toWireAccess, toWireHead, toWireReading } from './wire-content.ts';
import { fromWireMoment } from './wire-rows.ts';

type ContentOperation =
  | 'listContent'
  | 'readContent'
  | 'listContentAccess'
  | 'readContentAccess'
  | 'requestContentAccess'
  | 'decideContentAccess'
  | 'listContentReadings';

/** What everything that is kept is within: the store's own scope has to say something. */
const SINCE_EVER_MS = 0;

export function contentHandlers(context: ContentContext): Handlers<ContentOperation> {
  const toWire = (stored: Parameters<typeof toWireAccess>[0]) => toWireAccess(stored, context.clock.nowMs());
  return {
    listContent: async ({ query }) => {
      const from = fromCursor('content', query);
      if ('kind' in from) return from;
      const scope: ContentScope = {
        personId: query.personId ?? null,
        useCaseId: query.useCaseId ?? null,
        callId: query.callId ?? null,
        fromMs: query.from === undefined ? SINCE_EVER_MS : fromWireMoment(query.from),
        toMs: query.to === undefined ? null : fromWireMoment(query.to),
      };
      const page = await context.content.heads(scope, { limit: query.limit, afterId: from.after });
      return answer({ rows: page.heads.map(toWireHead), next: toCursor('content', query, page.nextAfterId) });
    },
    readContent: async ({ commander, params, query }) => {
      const read = await readContent(context, commander, { recordId: params.id, accessId: query.accessId });
      return isControlRefusal(read) ? read : answer({ ...toWireHead(read.head), text: read.parts });
    },
    listContentAccess: ({ query }) => listRows(context.store, { noun: 'content_access', query, toWire }),
    readContentAccess: ({ params }) =>
      readRow(context.store, { noun: 'content_access', word: 'request', id: params.id, toWire }),
    requestContentAccess: async ({ commander, body }) => {
      const { purpose, reason, minutes } = body;
      const made = await requestAccess(context, commander, { ...fromWireScope(body), purpose, reason, minutes });
      return isControlRefusal(made) ? made : answer(toWire(made));
    },
    decideContentAccess: async ({ commander, params, body }) => {
      const decided = await decideAccess(context, commander, { id: params.id, ...body });
      return isControlRefusal(decided) ? decided : answer(toWire(decided));
    },
    listContentReadings: async ({ query }) => {
      const asked = {
        fromMs: query.from === undefined ? undefined : fromWireMoment(query.from),
        toMs: query.to === undefined ? undefined : fromWireMoment(query.to),
      };
      const range = chooseRange(asked, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const rows = await context.content.readings({ ...range, limit: query.limit });
      return answer({ rows: rows.map(toWireReading) });
    },
  };
}
