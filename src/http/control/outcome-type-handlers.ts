import { archiveRow, changeRow, restoreRow } from '../../control/change-row.ts';
import type { ControlContext } from '../../control/control-context.ts';
import { type ControlRefusal, isControlRefusal } from '../../control/control-refusal.ts';
import { createRow } from '../../control/create-row.ts';
import { outcomeTypeRules as rules } from '../../control/outcome-type-rules.ts';
import { formatMicrodollars, readMicrodollars } from '../../domain/money/microdollars.ts';
import type { KeptOutcomeType } from '../../domain/outcome/outcome-type.ts';
import type { Stored } from '../../ports/control-store.ts';
import { answer, type Handlers } from './control-handler.ts';
import { listRows, readRow } from './row-handlers.ts';
import { toWireRow } from './wire-rows.ts';

type OutcomeTypeOperation = 'listOutcomeTypes' | `${'create' | 'read' | 'change' | 'archive' | 'restore'}OutcomeType`;

type Command = { readonly params: { readonly id: string }; readonly expectedRevision: number | undefined };

export function outcomeTypeHandlers(context: ControlContext): Handlers<OutcomeTypeOperation> {
  const out = (stored: Stored<KeptOutcomeType> | ControlRefusal) =>
    isControlRefusal(stored) ? stored : answer(toWireOutcomeType(stored));
  const address = ({ params, expectedRevision }: Command) => ({ rules, id: params.id, expectedRevision });
  return {
    listOutcomeTypes: ({ query }) => listRows(context.store, { noun: rules.noun, query, toWire: toWireOutcomeType }),
    readOutcomeType: ({ params }) =>
      readRow(context.store, { noun: rules.noun, word: rules.word, id: params.id, toWire: toWireOutcomeType }),
    createOutcomeType: async ({ commander, body }) =>
      out(await createRow(context, commander, { rules, row: fromWireOutcomeType(body) })),
    changeOutcomeType: async (ask) => {
      const { dollarsPerUnit, ...rest } = ask.body;
      const changes =
        dollarsPerUnit === undefined ? rest : { ...rest, microdollarsPerUnit: toMicrodollars(dollarsPerUnit) };
      return out(await changeRow(context, ask.commander, { ...address(ask), changes }));
    },
    archiveOutcomeType: async (ask) => out(await archiveRow(context, ask.commander, address(ask))),
    restoreOutcomeType: async (ask) => out(await restoreRow(context, ask.commander, address(ask))),
  };
}

type WireOutcomeType = Omit<KeptOutcomeType, 'microdollarsPerUnit' | 'status'> & { readonly dollarsPerUnit: string };

export function fromWireOutcomeType({ dollarsPerUnit, ...wire }: WireOutcomeType): KeptOutcomeType {
  return { ...wire, microdollarsPerUnit: toMicrodollars(dollarsPerUnit), status: 'active' };
}

function toWireOutcomeType(stored: Stored<KeptOutcomeType>) {
  const { microdollarsPerUnit, ...rest } = toWireRow(stored);
  return { ...rest, dollarsPerUnit: formatMicrodollars(microdollarsPerUnit) };
}

/** The contract has made sure that it is an amount. */
function toMicrodollars(dollars: string): number {
  const amount = readMicrodollars(dollars);
  if (amount === undefined) throw new RangeError(`"${dollars}" is no amount of dollars`);
  return amount;
}
