import type { ControlContext } from '../../control/control-context.ts';
import { isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { readTeamSafety } from '../../control/team-safety.ts';
import { chooseRange } from '../../control/usage.ts';
import { DATA_CLASSES } from '../../domain/detection/data-class.ts';
import type { KeyGrant } from '../../domain/identity/key-grant.ts';
import type { ProtectionEvent, ProtectionFilter, ProtectionStore } from '../../ports/protection-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { fromCursor, type PageQuery, toCursor } from './cursor.ts';
import { fromWireMoment, toWireMoment } from './wire-rows.ts';

type ProtectionOperation = 'readTeamSafety' | 'listProtectionEvents' | 'readProtectionEvent' | 'listMyProtectionEvents';

type Wanted = PageQuery & { readonly from?: string; readonly to?: string };
type Narrowing = Omit<ProtectionFilter, 'fromMs' | 'toMs'>;

export function protectionHandlers(
  context: ControlContext,
  protection: ProtectionStore,
): Handlers<ProtectionOperation> {
  const list = async (listing: string, query: Wanted, narrowing: Narrowing) => {
    const asked = { fromMs: momentOf(query.from), toMs: momentOf(query.to) };
    const range = chooseRange(asked, context.clock.nowMs());
    if (isControlRefusal(range)) return range;
    const from = fromCursor(listing, query);
    if ('kind' in from) return from;
    const filter = { ...narrowing, fromMs: range.fromMs, toMs: range.toMs };
    const page = await protection.events(filter, { limit: query.limit, afterId: from.after });
    return answer({ rows: page.events.map(toWireEvent), next: toCursor(listing, query, page.nextAfterId) });
  };
  return {
    listProtectionEvents: ({ query }) => {
      const { limit: _limit, cursor: _cursor, from: _from, to: _to, personId, ...rest } = query;
      const owner = personId === undefined ? {} : { owner: `person:${personId}` };
      return list('protection', query, { ...rest, ...owner });
    },
    readTeamSafety: async ({ query }) => {
      const asked = { fromMs: momentOf(query.from), toMs: momentOf(query.to) };
      const range = chooseRange(asked, context.clock.nowMs());
      if (isControlRefusal(range)) return range;
      const { store } = context;
      const seen = await readTeamSafety({ store, protection }, { ...range, teamId: query.teamId });
      if (isControlRefusal(seen)) return seen;
      const { fromMs, toMs, ...rest } = seen;
      return answer({ ...rest, from: toWireMoment(fromMs), to: toWireMoment(toMs) });
    },
    readProtectionEvent: async ({ params }) => {
      const event = await protection.event(params.id);
      if (event === undefined) return refuseCommand('not_found', `There is no protection event "${params.id}".`);
      return answer(toWireEvent(event));
    },
    listMyProtectionEvents: ({ query, grant }) => {
      const { limit: _limit, cursor: _cursor, from: _from, to: _to, ...rest } = query;
      return list(`protection of ${ownerOf(grant)}`, query, { ...rest, owner: ownerOf(grant) });
    },
  };
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
