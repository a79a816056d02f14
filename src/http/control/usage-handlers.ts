import type { Commander } from '../../control/control-context.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { type LookContext, recordLooks } from '../../control/record-looks.ts';
import { chooseRange, type TimeRange } from '../../control/usage.ts';
import { withholdSmall } from '../../control/withhold-small.ts';
import type { Reach } from '../../domain/identity/narrow-reach.ts';
import type { AdmittedCall, CallRecord } from '../../domain/usage/call-record.ts';
import type { UsageFilter, UsageGrouping, UsageStore } from '../../ports/usage-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, toCursor } from './cursor.ts';
import { type Trouble, trouble } from './problem-answer.ts';
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
  const countPeople = async (useCaseId: string, atMost: number): Promise<number> => {
    const ever = { fromMs: 0, toMs: context.clock.nowMs() + 1, useCaseId };
    return (await usage.groups(ever, 'person', atMost)).rows.filter(({ group }) => group !== null).length;
  };
  const partOf = async (query: Named, reach: Reach): Promise<UsagePart | Trouble> => {
    if (reach.kind === 'all') return { kind: 'part', filter: {}, told: {} };
    if (NAMING.some((name) => query[name] !== undefined) || !TELLING_NOBODY.has(query.by ?? 'day'))
      return trouble('permission_missing', 'Whose calls they were is not told to who owns a use case.');
    const small = await withholdSmall(context.store, reach, countPeople);
    const useCaseIds = small.reach.kind === 'all' ? [] : small.reach.useCaseIds;
    return { kind: 'part', filter: { useCaseIds }, told: { withheld: small.withheld } };
  };
  return {
    readUsage: async ({ query, commander, reach }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const part = await partOf(query, reach);
      if (part.kind === 'trouble') return part;
      if (query.personId !== undefined) await noteLook(commander, [query.personId], 'sums of calls');
      return answer({
        ...toWireRange(range),
        ...(await usage.totals({ ...toFilter(query, range), ...part.filter })),
        ...part.told,
      });
    },
    readUsageGroups: async ({ query, commander, reach }) => {
      const range = rangeOf(query);
      if (isControlRefusal(range)) return range;
      const part = await partOf(query, reach);
      if (part.kind === 'trouble') return part;
      const { by, limit, ...filters } = query;
      const { rows, other } = await usage.groups({ ...toFilter(filters, range), ...part.filter }, by, limit);
      const shown = by === 'person' ? rows.flatMap(({ group }) => (group === null ? [] : [group])) : [];
      const named = query.personId === undefined ? shown : [query.personId];
      await noteLook(commander, named, 'sums of calls');
      return answer({ ...toWireRange(range), by, rows, other, ...part.told });
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

/** Of which calls somebody is told by their use cases alone, and of which of those nothing. */
type UsagePart = {
  readonly kind: 'part';
  readonly filter: Pick<UsageFilter, 'useCaseIds'>;
  readonly told: { readonly withheld?: readonly string[] };
};
type Named = { readonly [Name in (typeof NAMING)[number]]?: string } & { readonly by?: UsageGrouping };

/** By these single people could be asked for; by these groupings nobody is told apart. */
const NAMING = ['teamId', 'projectId', 'personId', 'keyId', 'taskId', 'costCentre'] as const;
const TELLING_NOBODY: ReadonlySet<UsageGrouping> = new Set(['day', 'use_case', 'model', 'lane', 'upstream']);

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
