import { ruleVersionFor } from '../../control/allowance-rules.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { adjustEnvelope, readEntries, reportMetricValues } from '../../control/envelope-ledger.ts';
import {
  latestMetric,
  type SeenEnvelope,
  seeEnvelope,
  seeEnvelopes,
  seeRelatives,
} from '../../control/envelope-reads.ts';
import { warnOfEnvelope } from '../../control/envelope-warnings.ts';
import { archiveEnvelope, changeEnvelope, createEnvelope, restoreEnvelope } from '../../control/envelopes.ts';
import { listSuspense, resolveSuspense, suspenseId } from '../../control/suspense.ts';
import type { EnvelopeUnit } from '../../domain/budget/envelope.ts';
import { amountInWords, readAmount } from '../../domain/budget/envelope-amount.ts';
import type { KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import { ALL, type Reach } from '../../domain/identity/narrow-reach.ts';
import type { EntryRow } from '../../ports/budget-store.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { filtersOf, fromCursor, toCursor } from './cursor.ts';
import { isEnvelopeSeen, withinEnvelopes } from './envelope-reach.ts';
import * as wire from './wire-envelopes.ts';
import { fromWireMoment, toWireMoment } from './wire-rows.ts';

type EnvelopeOperation =
  | 'listEnvelopes'
  | `${'create' | 'read' | 'change' | 'archive' | 'restore' | 'adjust'}Envelope`
  | 'listEnvelopeEntries'
  | 'reportMetricValues'
  | 'listMetricValues'
  | 'listSuspense'
  | 'resolveSuspense';

export function envelopeHandlers(context: ControlContext): Handlers<EnvelopeOperation> {
  return { ...rowHandlersOf(context), ...ledgerHandlers(context), ...suspenseHandlers(context) };
}

type LedgerOperation = 'adjustEnvelope' | 'listEnvelopeEntries' | 'reportMetricValues' | 'listMetricValues';
type SuspenseOperation = 'listSuspense' | 'resolveSuspense';

function rowHandlersOf(
  context: ControlContext,
): Handlers<Exclude<EnvelopeOperation, LedgerOperation | SuspenseOperation>> {
  const { store, clock } = context;
  const out = (warned: Awaited<ReturnType<typeof createEnvelope>>) =>
    isControlRefusal(warned) ? warned : answer(wire.toWireWarned(warned));
  return {
    listEnvelopes: async ({ query, reach }) => {
      const from = fromCursor('envelope', query);
      if ('kind' in from) return from;
      const { unit, ...filters } = filtersOf(query);
      const where = unit === undefined ? filters : { ...filters, unit: unit === 'dollars' ? 'nanodollars' : unit };
      const page = await store.list('envelope', {
        limit: query.limit,
        afterId: from.after,
        ...withinEnvelopes(reach, where),
      });
      const seen = await seeEnvelopes(store, page.rows, clock.nowMs());
      return answer({ rows: seen.map(wire.toWireEnvelope), next: toCursor('envelope', query, page.nextAfterId) });
    },
    createEnvelope: async ({ commander, body }) =>
      out(await createEnvelope(context, commander, wire.fromWireEnvelope(body))),
    readEnvelope: async ({ params, reach }) => {
      const stored = await findEnvelope(context, params.id, reach);
      if (isControlRefusal(stored)) return stored;
      const seen = await seeEnvelope(store, stored, clock.nowMs());
      const { parents, children } = await seeRelatives(store, stored.row, clock.nowMs());
      const isSeen = ({ stored: { row } }: SeenEnvelope) => isEnvelopeSeen(reach, row);
      return answer({
        // Warnings and relatives name envelopes of others.
        ...wire.toWireWarned({ seen, warnings: reach.kind === 'all' ? await warnOfEnvelope(store, seen) : [] }),
        parents: parents.filter(isSeen).map(wire.toWireRelative),
        children: children.filter(isSeen).map(wire.toWireRelative),
        metricBesideSpend: wire.toWireMetric(seen, await latestMetric(store, stored.row)),
        allowanceRuleVersion: await ruleVersionFor(store, stored.row),
      });
    },
    changeEnvelope: async ({ commander, params, body: { anyway, ...body }, expectedRevision }) => {
      const stored = await findEnvelope(context, params.id);
      if (isControlRefusal(stored)) return stored;
      const changes = wire.fromWireChange(stored.row.unit, body);
      if (isControlRefusal(changes)) return changes;
      return out(await changeEnvelope(context, commander, { id: params.id, expectedRevision, changes, anyway }));
    },
    archiveEnvelope: async ({ commander, params, expectedRevision }) =>
      out(await archiveEnvelope(context, commander, { id: params.id, expectedRevision })),
    restoreEnvelope: async ({ commander, params, expectedRevision }) =>
      out(await restoreEnvelope(context, commander, { id: params.id, expectedRevision })),
  };
}

function ledgerHandlers(context: ControlContext): Handlers<LedgerOperation> {
  const { store, clock } = context;
  return {
    adjustEnvelope: async ({ commander, params: { id }, body: { amount: text, reason, anyway } }) => {
      const stored = await findEnvelope(context, id);
      if (isControlRefusal(stored)) return stored;
      const amount = readAmount(stored.row.unit, text);
      if (amount === undefined) return wire.noAmount(stored.row.unit, text);
      const adjusted = await adjustEnvelope(context, commander, { id, amount, reason, anyway });
      return isControlRefusal(adjusted) ? adjusted : answer(wire.toWireWarned(adjusted));
    },
    listEnvelopeEntries: async ({ params: { id }, query, reach }) => {
      const stored = await findEnvelope(context, id, reach);
      if (isControlRefusal(stored)) return stored;
      const from = fromCursor(`entries of ${id}`, query);
      if ('kind' in from) return from;
      const { account, entries, nextBeforeId } = await readEntries(store, id, {
        atMs: query.at === undefined ? clock.nowMs() : fromWireMoment(query.at),
        kind: query.kind ?? null,
        beforeId: from.after === null ? null : BigInt(from.after),
        limit: query.limit,
      });
      return answer({
        rows: entries.map((entry) => toWireEntry(stored.row.unit, entry)),
        next: toCursor(`entries of ${id}`, query, nextBeforeId?.toString() ?? null),
        periodStart: account === null ? null : toWireMoment(account.periodStartMs),
        periodEnd: account === null ? null : toWireMoment(account.periodEndMs),
      });
    },
    reportMetricValues: async ({ commander, params: { id }, body }) => {
      const values = body.values.map(({ at, value }) => ({ atMs: fromWireMoment(at), value }));
      const taken = await reportMetricValues(context, commander, { id, values });
      return isControlRefusal(taken) ? taken : answer({ taken });
    },
    listMetricValues: async ({ params: { id }, query }) => {
      const stored = await findEnvelope(context, id);
      if (isControlRefusal(stored)) return stored;
      const from = fromCursor(`metric of ${id}`, query);
      if ('kind' in from) return from;
      const { limit } = query;
      const beforeMs = from.after === null ? null : Number(from.after);
      const found = await store.ledger.metricValues(id, { limit: limit + 1, beforeMs });
      const rows = found.slice(0, limit);
      const next = found.length > limit ? String(rows.at(-1)?.atMs) : null;
      return answer({ rows: rows.map(wire.toWireMetricValue), next: toCursor(`metric of ${id}`, query, next) });
    },
  };
}

function suspenseHandlers(context: ControlContext): Handlers<SuspenseOperation> {
  return {
    listSuspense: async ({ query }) => {
      const from = fromCursor('suspense', query);
      if ('kind' in from) return from;
      const page = { limit: query.limit, after: from.after, envelopeId: query.envelopeId ?? null };
      const { rows, next } = await listSuspense(context.store, page);
      const out = rows.map(({ unit, amount, periodStartMs, sinceMs, ...row }) => ({
        ...row,
        id: suspenseId({ ...row, periodStartMs }),
        periodStart: toWireMoment(periodStartMs),
        unit: wire.toWireUnit(unit),
        amount: wire.toWireAmount(unit, amount),
        since: toWireMoment(sinceMs),
      }));
      return answer({ rows: out, next: toCursor('suspense', query, next) });
    },
    resolveSuspense: async ({ commander, params: { id }, body }) => {
      const resolved = await resolveSuspense(context, commander, { id, ...body });
      if (isControlRefusal(resolved)) return resolved;
      const { envelopeId, unit, spent, freed } = resolved;
      const sentence = `Counted as spent: ${amountInWords(unit, spent)}. Free again: ${amountInWords(unit, freed)}.`;
      return answer({
        envelopeId,
        spent: wire.toWireAmount(unit, spent),
        freed: wire.toWireAmount(unit, freed),
        sentence,
      });
    },
  };
}

function toWireEntry(unit: EnvelopeUnit, { id, atMs, kind, amount, gatewayId, actor, reason }: EntryRow) {
  return {
    id: id.toString(),
    at: toWireMoment(atMs),
    kind,
    amount: wire.toWireAmount(unit, amount),
    gatewayId,
    actor,
    reason,
  };
}

async function findEnvelope(
  context: ControlContext,
  id: string,
  reach: Reach = ALL,
): Promise<Stored<KeptEnvelope> | ControlRefusal> {
  const stored = await context.store.get('envelope', id);
  if (stored !== undefined && isEnvelopeSeen(reach, stored.row)) return stored;
  return refuseCommand('not_found', `There is no envelope "${id}".`);
}
