import type { ControlContext } from '../../control/control-context.ts';
import { type MyBudget, myBudgets, usedTenths, WHO_SEES } from '../../control/my-budgets.ts';
import { type MyEnvelopes, myEnvelopes } from '../../control/my-envelopes.ts';
import type { KeptEnvelope } from '../../domain/budget/kept-envelope.ts';
import { scopeInWords } from '../../domain/budget/nest-envelopes.ts';
import { answer, type Handlers } from './control-handler.ts';
import { toWireAmount, toWireUnit } from './wire-envelopes.ts';
import { toWireMoment } from './wire-rows.ts';

export function myBudgetHandlers(context: ControlContext): Handlers<'readMyBudgets' | 'listMyEnvelopes'> {
  const { store, clock } = context;
  return {
    listMyEnvelopes: async ({ commander }) => {
      const { owned, others } = await myEnvelopes(context, commander);
      return answer({ owned: owned.map(toWireOwned), others: others.map(toWireOther) });
    },
    readMyBudgets: async ({ grant }) => {
      const budgets = await myBudgets(store, grant, clock.nowMs());
      return answer({ whoSees: WHO_SEES, budgets: budgets.map(toWireMyBudget) });
    },
  };
}

function toWireOwned({ stored, standing, resets, sentence, isRuled }: MyEnvelopes['owned'][number]) {
  const { row } = stored;
  const out = (amount: bigint) => toWireAmount(row.unit, amount);
  const { limit, spent, available, usedPercent } = standing;
  const { ownerPersonId: _mine, ...named } = toWireOther(row);
  const amounts = { limit: out(limit), spent: out(spent), available: out(available) };
  return { ...named, ...amounts, period: row.period, resets, usedPercent, sentence, isRuled };
}

function toWireOther({ id, name, scope, unit, ownerPersonId }: KeptEnvelope) {
  const lane = scope.lane ?? null;
  return { id, name, scopeInWords: scopeInWords(scope), lane, unit: toWireUnit(unit), ownerPersonId };
}

function toWireMyBudget({ seen, shows, useCaseIds, sentence }: MyBudget) {
  const { id, name, scope, unit, period, ownerPersonId } = seen.stored.row;
  const { limit, spent, held, available } = seen.standing;
  const seenExactly = (amount: bigint) => (shows === 'exact' ? toWireAmount(unit, amount) : null);
  return {
    ...{ id, name, useCaseIds, period, ownerPersonId, shows, sentence },
    scope,
    scopeInWords: scopeInWords(scope),
    unit: toWireUnit(unit),
    resets: seen.resets,
    periodEnd: toWireMoment(seen.period.endMs),
    limit: toWireAmount(unit, limit),
    usedTenths: usedTenths(seen),
    spent: seenExactly(spent),
    held: seenExactly(held),
    available: seenExactly(available),
  };
}
