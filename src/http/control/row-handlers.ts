import { archiveRow, changeRow, restoreRow } from '../../control/change-row.ts';
import type { Commander, ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal, refuseCommand } from '../../control/control-refusal.ts';
import { createRow } from '../../control/create-row.ts';
import type { Changes } from '../../control/member-changes.ts';
import type { RowNoun, RowRules } from '../../control/row-rules.ts';
import type { Noun, Nouns, ReadUnit, Stored } from '../../ports/control-store.ts';
import { answer } from './control-handler.ts';
import { filtersOf, fromCursor, type PageQuery, toCursor } from './cursor.ts';
import type { Trouble } from './problem-answer.ts';
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
  listing: { readonly noun: N; readonly query: PageQuery; readonly toWire: (stored: Stored<Nouns[N]>) => Wire },
): Promise<Answered<WirePage<Wire>>> {
  const { noun, query, toWire } = listing;
  const from = fromCursor(noun, query);
  if ('kind' in from) return from;
  const page = await unit.list(noun, { limit: query.limit, afterId: from.after, where: filtersOf(query) });
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
  },
): Promise<Answered<Wire>> {
  const stored = await unit.get(reading.noun, reading.id);
  if (stored === undefined) return refuseCommand('not_found', `There is no ${reading.word} "${reading.id}".`);
  return answer(reading.toWire(stored));
}

/** The handlers that every noun has whose rows go out as they are. `fromWire` makes the row that a creation asks for. */
export function rowHandlers<N extends RowNoun, Creation>(
  context: ControlContext,
  noun: { readonly rules: RowRules<N>; readonly fromWire: (creation: Creation) => Nouns[N] },
) {
  const { rules, fromWire } = noun;
  const out = (stored: Stored<Nouns[N]> | ControlRefusal): Answered<ReturnType<typeof toWireRow<Nouns[N]>>> =>
    isControlRefusal(stored) ? stored : answer(toWireRow(stored));
  const address = (ask: Command) => ({ rules, id: ask.params.id, expectedRevision: ask.expectedRevision });
  return {
    list: (ask: { readonly query: PageQuery }) =>
      listRows(context.store, { noun: rules.noun, query: ask.query, toWire: toWireRow<Nouns[N]> }),
    read: (ask: { readonly params: { readonly id: string } }) =>
      readRow(context.store, { noun: rules.noun, word: rules.word, id: ask.params.id, toWire: toWireRow<Nouns[N]> }),
    create: async (ask: { readonly commander: Commander; readonly body: Creation }) =>
      out(await createRow(context, ask.commander, { rules, row: fromWire(ask.body) })),
    change: async (ask: Command & { readonly body: Changes<Nouns[N]> }) =>
      out(await changeRow(context, ask.commander, { ...address(ask), changes: ask.body })),
    archive: async (ask: Command) => out(await archiveRow(context, ask.commander, address(ask))),
    restore: async (ask: Command) => out(await restoreRow(context, ask.commander, address(ask))),
  };
}
