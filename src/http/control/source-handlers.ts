import { Buffer } from 'node:buffer';
import { archiveRow, changeRow, restoreRow } from '../../control/change-row.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { createRow } from '../../control/create-row.ts';
import { decideIdentity } from '../../control/external-identities.ts';
import { importSource } from '../../control/import-source.ts';
import { askBackfill, stopBackfill } from '../../control/source-backfills.ts';
import type { SourceContext } from '../../control/source-context.ts';
import { sourceRules as rules } from '../../control/source-rules.ts';
import { trySource } from '../../control/try-source.ts';
import type { IdentityMeaning } from '../../domain/source/external-identity.ts';
import type { Source } from '../../domain/source/source.ts';
import type { Stored } from '../../ports/control-store.ts';
import type { IncomingWebhook } from '../../ports/source-desk.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { listRows, readRow } from './row-handlers.ts';
import { toWireRow } from './wire-rows.ts';
import { toWireBackfill, toWireDelivery, toWireIdentity, toWireRefusals, toWireTried } from './wire-sources.ts';

type SourceOperation =
  | 'listSources'
  | `${'create' | 'read' | 'change' | 'archive' | 'restore' | 'try' | 'import' | 'backfill'}Source`
  | 'stopSourceBackfill'
  | `listSource${'Backfills' | 'Deliveries' | 'Refusals'}`
  | 'listExternalIdentities'
  | 'decideExternalIdentity';

type Command = { readonly params: { readonly id: string }; readonly expectedRevision: number | undefined };

export function sourceHandlers(context: SourceContext): Handlers<SourceOperation> {
  const { store } = context;
  const out = (stored: Stored<Source> | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWireSource(stored));
  const address = ({ params, expectedRevision }: Command) => ({ rules, id: params.id, expectedRevision });
  return {
    listSources: ({ query }) => listRows(store, { noun: 'source', query, toWire: toWireSource }),
    readSource: ({ params }) =>
      readRow(store, { noun: 'source', word: rules.word, id: params.id, toWire: toWireSource }),
    createSource: async ({ commander, body }) => out(await createRow(context, commander, { rules, row: body })),
    changeSource: async (ask) => out(await changeRow(context, ask.commander, { ...address(ask), changes: ask.body })),
    archiveSource: async (ask) => out(await archiveRow(context, ask.commander, address(ask))),
    restoreSource: async (ask) => out(await restoreRow(context, ask.commander, address(ask))),
    ...messageHandlers(context),
    ...queueHandlers(context),
  };
}

function messageHandlers(
  context: SourceContext,
): Handlers<'trySource' | 'importSource' | 'backfillSource' | 'stopSourceBackfill' | 'decideExternalIdentity'> {
  return {
    trySource: async ({ commander, params, body }) => {
      const { payload, text, headers, event, mapping, rules } = body;
      if (text === null && payload === undefined)
        return refuseCommand('rule_broken', 'Send the message: as "payload", or as "text" with its "headers".');
      const webhook = webhookOf({ text: text ?? JSON.stringify(payload), headers, event });
      const isSigned = text !== null && Object.keys(headers).length > 0;
      const tried = await trySource(context, commander, {
        ...{ sourceId: params.id, webhook, isSigned },
        draft: { mapping, rules },
      });
      return isControlRefusal(tried) ? tried : answer(toWireTried(tried));
    },
    importSource: async ({ commander, params, body }) => {
      const messages = body.messages.map(({ payload, event }) =>
        webhookOf({ text: JSON.stringify(payload), headers: {}, event }),
      );
      const imported = await importSource(context, commander, { sourceId: params.id, messages });
      return isControlRefusal(imported) ? imported : answer({ ...imported, faults: [...imported.faults] });
    },
    backfillSource: async ({ commander, params, body }) => {
      const asked = await askBackfill(context, commander, { sourceId: params.id, ...body });
      return isControlRefusal(asked) ? asked : answer(toWireBackfill(asked));
    },
    stopSourceBackfill: async ({ commander, params }) => {
      const stopped = await stopBackfill(context, commander, { sourceId: params.id, id: params.backfillId });
      return isControlRefusal(stopped) ? stopped : answer(toWireBackfill(stopped));
    },
    decideExternalIdentity: async ({ commander, params, body }) => {
      const meaning = meaningOf(body);
      if (isControlRefusal(meaning)) return meaning;
      const { externalId } = body;
      const decided = await decideIdentity(context, commander, { sourceId: params.id, externalId, meaning });
      return isControlRefusal(decided) ? decided : answer(toWireIdentity({ ...decided, facts: 0 }));
    },
  };
}

function queueHandlers(
  context: SourceContext,
): Handlers<'listSourceBackfills' | 'listSourceDeliveries' | 'listSourceRefusals' | 'listExternalIdentities'> {
  const { sources } = context;
  const unknown = async (id: string): Promise<ControlRefusal | undefined> =>
    (await context.store.get('source', id)) === undefined
      ? refuseCommand('not_found', `There is no source "${id}".`)
      : undefined;
  return {
    listSourceBackfills: async ({ params }) =>
      (await unknown(params.id)) ?? answer({ rows: (await sources.backfills(params.id)).map(toWireBackfill) }),
    listSourceDeliveries: async ({ params, query }) => {
      const from = fromCursor(`deliveries ${params.id}`, query);
      if ('kind' in from) return from;
      const refusal = await unknown(params.id);
      if (refusal !== undefined) return refusal;
      const { rows, nextAfter } = await sources.deliveries(params.id, { limit: query.limit, after: from.after });
      const next = toCursor(`deliveries ${params.id}`, query, nextAfter);
      return answer({ rows: rows.map(toWireDelivery), next });
    },
    listSourceRefusals: async ({ params }) => {
      const sinceMs = context.clock.nowMs() - REFUSALS_SHOWN_MS;
      return (
        (await unknown(params.id)) ?? answer({ rows: (await sources.refusals(params.id, sinceMs)).map(toWireRefusals) })
      );
    },
    listExternalIdentities: async ({ params, query }) => {
      const from = fromCursor(`identities ${params.id}`, query);
      if ('kind' in from) return from;
      const refusal = await unknown(params.id);
      if (refusal !== undefined) return refusal;
      const page = { limit: query.limit, after: from.after };
      const { rows, nextAfter } = await sources.listIdentities(params.id, { meaning: query.meaning ?? null }, page);
      return answer({ rows: rows.map(toWireIdentity), next: toCursor(`identities ${params.id}`, query, nextAfter) });
    },
  };
}

const REFUSALS_SHOWN_MS = 30 * 86_400_000;

function toWireSource(stored: Stored<Source>) {
  return { ...toWireRow(stored), webhookPath: `/hooks/${stored.row.id}` };
}

/** As it would have come. */
function webhookOf(message: {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly event: string | null;
}): IncomingWebhook {
  const { text, headers, event } = message;
  const named = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  if (event !== null) named.set('x-github-event', event);
  return { header: (name) => named.get(name), body: Buffer.from(text) };
}

function meaningOf(body: {
  readonly meaning: IdentityMeaning['kind'];
  readonly personId: string | null;
}): IdentityMeaning | ControlRefusal {
  const { meaning, personId } = body;
  if (meaning !== 'person') return { kind: meaning };
  if (personId === null) return refuseCommand('rule_broken', 'Say which person: "personId".');
  return { kind: 'person', personId };
}
