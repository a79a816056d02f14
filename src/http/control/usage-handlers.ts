import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
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

export function usageHandlers(context: ControlContext, usage: UsageStore): Handlers<UsageOperation> {
  const rangeOf = (query: WireRange) => {
    const asked = { fromMs: fromOptional(query.from), toMs: fromOptional(query.to) };
    return chooseRange(asked, context.clock.nowMs());
  };
  return {
    readUsage: async ({ query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      return answer({ ...toWireRange(range), ...(await usage.totals(toFilter(query, range))) });
    },
    readUsageGroups: async ({ query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const { by, limit, ...filters } = query;
      const rows = await usage.groups(toFilter(filters, range), by, limit);
      return answer({ ...toWireRange(range), by, rows });
    },
    listCalls: async ({ query }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const from = fromCursor('calls', query);
      if ('kind' in from) return from;
      const { limit, cursor: _cursor, ...filters } = query;
      const page = await usage.calls(toFilter(filters, range), { limit, afterId: from.after });
      return answer({ rows: page.calls.map(toWireCall), next: toCursor('calls', query, page.nextAfterId) });
    },
    listOpenCalls: async ({ query }) => answer({ rows: (await usage.openCalls(query.limit)).map(toWireOpenCall) }),
    readCall: async ({ params }) => {
      const call = await usage.call(params.id);
      if (call === undefined) return refuseCommand('not_found', `There is no settled call "${params.id}".`);
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
