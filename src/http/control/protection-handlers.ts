import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { readTeamSafety } from '../../control/team-safety.ts';
import { chooseRange } from '../../control/usage.ts';
import { withholdSmall } from '../../control/withhold-small.ts';
import { DATA_CLASSES } from '../../domain/detection/data-class.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import { isWithinReach, type Reach } from '../../domain/identity/narrow-reach.ts';
import type { ProtectionEvent, ProtectionFilter, ProtectionStore } from '../../ports/protection-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, type PageQuery, toCursor } from './cursor.ts';
import { trouble } from './problem-answer.ts';
import { toldRange } from './told-range.ts';
import { fromWireMoment, toWireMoment } from './wire-rows.ts';

type ProtectionOperation = 'readTeamSafety' | 'listProtectionEvents' | 'readProtectionEvent' | 'listMyProtectionEvents';

type Wanted = PageQuery & { readonly from?: string; readonly to?: string };
type Narrowing = Omit<ProtectionFilter, 'fromMs' | 'toMs'>;
/** Set where somebody is told by a use case of theirs. */
type Told = { readonly withheld?: readonly string[] };

export function protectionHandlers(
  context: ControlContext,
  protection: ProtectionStore,
): Handlers<ProtectionOperation> {
  const list = async (listing: string, query: Wanted, { withheld, ...narrowing }: Narrowing & Told) => {
    const asked = { fromMs: momentOf(query.from), toMs: momentOf(query.to) };
    const range = chooseRange(asked, context.clock.nowMs());
    if (isControlRefusal(range)) return range;
    const from = fromCursor(listing, query);
    if ('kind' in from) return from;
    const filter = { ...narrowing, fromMs: range.fromMs, toMs: range.toMs };
    const page = await protection.events(filter, { limit: query.limit, afterId: from.after });
    const events = withheld === undefined ? page.events : page.events.map(withoutOwner);
    const next = toCursor(listing, query, page.nextAfterId);
    return answer({ rows: events.map(toWireEvent), next, ...(withheld === undefined ? {} : { withheld }) });
  };
  const withholdOf = (reach: Reach) => withholdSmall(context.store, reach, protection.countOwners);
  return {
    listProtectionEvents: async ({ query, reach }) => {
      const { limit: _limit, cursor: _cursor, from: _from, to: _to, personId, ...rest } = query;
      const owner = personId === undefined ? {} : { owner: `person:${personId}` };
      if (reach.kind === 'all') return list('protection', query, { ...rest, ...owner });
      const asksWho = [personId, query.keyId, query.teamId].some((named) => named !== undefined);
      if (asksWho) return trouble('permission_missing', 'Whose calls they were is not told to who owns a use case.');
      const small = await withholdOf(reach);
      return list('protection', query, { ...rest, reach: small.reach, withheld: small.withheld });
    },
    readTeamSafety: async ({ query, caller }) => {
      const told = await toldRange(context, query, caller);
      if (isControlRefusal(told)) return told;
      const { store } = context;
      const seen = await readTeamSafety({ store, protection }, { ...told, teamId: query.teamId });
      if (isControlRefusal(seen)) return seen;
      const { fromMs, toMs, ...rest } = seen;
      return answer({ ...rest, from: toWireMoment(fromMs), to: toWireMoment(toMs) });
    },
    readProtectionEvent: async ({ params, reach }) => {
      const event = await protection.event(params.id);
      const small = await withholdOf(reach);
      if (event === undefined || !isWithinReach(small.reach, { useCaseIds: [event.useCaseId] }))
        return refuseCommand('not_found', `There is no protection event "${params.id}".`);
      return answer(toWireEvent(reach.kind === 'all' ? event : withoutOwner(event)));
    },
    listMyProtectionEvents: ({ query, grant }) => {
      const { limit: _limit, cursor: _cursor, from: _from, to: _to, ...rest } = query;
      return list(`protection of ${ownerOf(grant)}`, query, { ...rest, owner: ownerOf(grant) });
    },
  };
}

/** What was found and done, and not in whose calls. */
function withoutOwner(event: ProtectionEvent): ProtectionEvent {
  return { ...event, owner: 'withheld', teamId: null, keyId: null, sessionId: null, taskId: null };
}

function ownerOf({ owner }: KeyGrant): string {
  return owner.kind === 'person' ? `person:${owner.personId}` : `service_account:${owner.serviceAccountId}`;
}

function toWireEvent({ firstAtMs, lastAtMs, dataClass, ...rest }: ProtectionEvent) {
  const known = DATA_CLASSES.find((each) => each === dataClass) ?? null;
  return { ...rest, dataClass: known, firstAt: toWireMoment(firstAtMs), lastAt: toWireMoment(lastAtMs) };
}

function momentOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : fromWireMoment(text);
}
