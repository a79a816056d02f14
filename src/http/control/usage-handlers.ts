import type { Commander } from '../../control/control-context.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { type LookContext, recordLooks } from '../../control/record-looks.ts';
import { chooseRange, type TimeRange } from '../../control/usage.ts';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { UsageFilter, UsageStore } from '../../ports/usage-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { fromWireMoment, toWireMoment, toWireMomentOrNull } from './wire-rows.ts';

type UsageOperation =
  | 'readUsage'
  | 'readUsageGroups'
  | 'listCalls'
  | 'listOpenCalls'
  | 'readCall'
  | 'readMe'
  | 'readMyUsage';

export function usageHandlers(context: LookContext, usage: UsageStore): Handlers<UsageOperation> {
  const rangeOf = (query: WireRange) => {
    const asked = { fromMs: fromOptional(query.from), toMs: fromOptional(query.to) };
    return chooseRange(asked, context.clock.nowMs());
  };
  const noteLook = (commander: Commander, personIds: readonly string[], what: string) =>
    recordLooks(context, commander, { personIds, what, why: 'by the control plane; no reason is asked' });
  return {
    readUsage: async ({ query, commander }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      if (query.personId !== undefined) await noteLook(commander, [query.personId], 'sums of calls');
      return answer({ ...toWireRange(range), ...(await usage.totals(toFilter(query, range))) });
    },
    readUsageGroups: async ({ query, commander }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { by, limit, ...filters } = query;
      const { rows, other } = await usage.groups(toFilter(filters, range), by, limit);
      const shown = by === 'person' ? rows.flatMap(({ group }) => (group === null ? [] : [group])) : [];
      const named = query.personId === undefined ? shown : [query.personId];
      await noteLook(commander, named, 'sums of calls');
      return answer({ ...toWireRange(range), by, rows, other });
    },
    listCalls: async ({ query, commander }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const from = fromCursor('calls', query);
      if ('kind' in from) return from;
      const { limit, cursor, ...filters } = query;
      // One look, however many pages it takes.
      if (query.personId !== undefined && cursor === undefined) await noteLook(commander, [query.personId], 'calls');
      const page = await usage.calls(toFilter(filters, range), { limit, afterId: from.after });
      return answer({ rows: page.calls.map(toWireCall), next: toCursor('calls', query, page.nextAfterId) });
    },
    listOpenCalls: async ({ query }) => answer({ rows: (await usage.openCalls(query.limit)).map(toWireOpenCall) }),
    readCall: async ({ params, commander }) => {
      const call = await usage.call(params.id);
      if (call === undefined) return refuseCommand('not_found', `There is no settled call "${params.id}".`);
      if (call.personId !== null) await noteLook(commander, [call.personId], 'a call');
      return answer(toWireCall(call));
    },
    readMe: async ({ grant }) => {
      const { status: _status, expiresAtMs, ...rest } = grant;
      return answer({ ...rest, expiresAt: toWireMomentOrNull(expiresAtMs) });
    },
    readMyUsage: async ({ query, grant }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const own = grant.owner.kind === 'person' ? { personId: grant.owner.personId } : { keyId: grant.keyId };
      return answer({ ...toWireRange(range), ...(await usage.totals({ ...range, ...own })) });
    },
  };
}

type WireRange = { readonly from?: string; readonly to?: string };

function toFilter(query: WireRange & Omit<UsageFilter, 'fromMs' | 'toMs'>, range: TimeRange): UsageFilter {
  const { from: _from, to: _to, ...filters } = query;
  return { ...filters, ...range };
}

function toWireRange(range: TimeRange) {
  return { from: toWireMoment(range.fromMs), to: toWireMoment(range.toMs) };
}

/** Prefixes of the conversation are for linking calls between gateways, and mean nothing outside. */
function toWireOpenCall(call: AdmittedCall) {
  const { admittedAtMs, prefixHashes: _prefixHashes, ...rest } = call;
  return { ...rest, admittedAt: toWireMoment(admittedAtMs) };
}

function toWireCall(call: CallRecord) {
  const { admittedAtMs, settledAtMs, prefixHashes: _prefixHashes, ...rest } = call;
  return { ...rest, admittedAt: toWireMoment(admittedAtMs), settledAt: toWireMoment(settledAtMs) };
}

function fromOptional(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
