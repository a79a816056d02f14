import { archiveRow, changeRow, restoreRow } from '../../control/change-row.ts';
import type { Commander, ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { createRow } from '../../control/create-row.ts';
import type { Changes } from '../../control/member-changes.ts';
import type { RowNoun, RowRules } from '../../control/row-rules.ts';
import type { Reach } from '../../domain/identity/narrow-reach.ts';
import type { Noun, Nouns, PageRequest, ReadUnit, Stored } from '../../ports/control-store.ts';
import { answer } from './control-handler.ts';
import { filtersOf, fromCursor, type PageQuery, toCursor } from './cursor.ts';
import type { Trouble } from './problem-answer.ts';
import { type PartsOfNoun, seenRow, withinOf } from './reach-rows.ts';
import { toWireRow } from './wire-rows.ts';

type Answered<Wire> = { readonly kind: 'answer'; readonly value: Wire } | ControlRefusal | Trouble;
type WirePage<Wire> = { readonly rows: readonly Wire[]; readonly next: string | null };
type Command = {
  readonly commander: Commander;
  readonly params: { readonly id: string };
  readonly expectedRevision: number | undefined;
};

/** A page of a noun's rows in the form that goes out. */
export async function listRows<N extends Noun, Wire>(
  unit: ReadUnit,
  listing: {
    readonly noun: N;
    readonly query: PageQuery;
    readonly toWire: (stored: Stored<Nouns[N]>) => Wire;
  } & Pick<PageRequest, 'within'>,
): Promise<Answered<WirePage<Wire>>> {
  const { noun, query, toWire, ...narrowed } = listing;
  const from = fromCursor(noun, query);
  if ('kind' in from) return from;
  const page = await unit.list(noun, { limit: query.limit, afterId: from.after, where: filtersOf(query), ...narrowed });
  return answer({ rows: page.rows.map(toWire), next: toCursor(noun, query, page.nextAfterId) });
}

/** One row in the form that goes out. */
export async function readRow<N extends Noun, Wire>(
  unit: ReadUnit,
  reading: {
    readonly noun: N;
    readonly word: string;
    readonly id: string;
    readonly toWire: (stored: Stored<Nouns[N]>) => Wire;
    /** Where the caller's roles are for parts. */
    readonly seen?: (stored: Stored<Nouns[N]> | undefined) => Stored<Nouns[N]> | undefined;
  },
): Promise<Answered<Wire>> {
  const found = await unit.get(reading.noun, reading.id);
  const stored = reading.seen === undefined ? found : reading.seen(found);
  if (stored === undefined) return refuseCommand('not_found', `There is no ${reading.word} "${reading.id}".`);
  return answer(reading.toWire(stored));
}

/** What belongs to no part is told to nobody who has only parts. */
const OF_NO_PART = { of: () => ({}) } as const;

/** The handlers that every noun has whose rows go out as they are. `fromWire` makes the row that a creation asks for. */
export function rowHandlers<N extends RowNoun, Creation>(
  context: ControlContext,
  noun: {
    readonly rules: RowRules<N>;
    readonly fromWire: (creation: Creation) => Nouns[N];
    /** Left out: its routes are for whoever may read all of it. */
    readonly parts?: PartsOfNoun<Nouns[N]>;
  },
) {
  const { rules, fromWire, parts = OF_NO_PART } = noun;
  const out = (stored: Stored<Nouns[N]> | ControlRefusal): Answered<ReturnType<typeof toWireRow<Nouns[N]>>> =>
    isControlRefusal(stored) ? stored : answer(toWireRow(stored));
  const address = (ask: Command) => ({ rules, id: ask.params.id, expectedRevision: ask.expectedRevision });
  return {
    list: (ask: { readonly query: PageQuery; readonly reach: Reach }) =>
      listRows(context.store, {
        noun: rules.noun,
        query: ask.query,
        toWire: toWireRow<Nouns[N]>,
        ...withinOf(ask.reach, parts),
      }),
    read: (ask: { readonly params: { readonly id: string }; readonly reach: Reach }) =>
      readRow(context.store, {
        noun: rules.noun,
        word: rules.word,
        id: ask.params.id,
        toWire: toWireRow<Nouns[N]>,
        seen: (stored) => seenRow(stored, { reach: ask.reach, parts }),
      }),
    create: async (ask: { readonly commander: Commander; readonly body: Creation }) =>
      out(await createRow(context, ask.commander, { rules, row: fromWire(ask.body) })),
    change: async (ask: Command & { readonly body: Changes<Nouns[N]> }) =>
      out(await changeRow(context, ask.commander, { ...address(ask), changes: ask.body })),
    archive: async (ask: Command) => out(await archiveRow(context, ask.commander, address(ask))),
    restore: async (ask: Command) => out(await restoreRow(context, ask.commander, address(ask))),
  };
}
