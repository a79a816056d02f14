import type { ControlContext } from '../../control/control-context.ts';
import { type MyBudget, myBudgets, usedTenths, WHO_SEES } from '../../control/my-budgets.ts';
import { scopeInWords } from '../../domain/budget/nest-envelopes.ts';
import { answer, type Handlers } from './control-handler.ts';
import { toWireAmount, toWireUnit } from './wire-envelopes.ts';
import { toWireMoment } from './wire-rows.ts';

export function myBudgetHandlers({ store, clock }: ControlContext): Handlers<'readMyBudgets'> {
  return {
    readMyBudgets: async ({ grant }) => {
      const budgets = await myBudgets(store, grant, clock.nowMs());
      return answer({ whoSees: WHO_SEES, budgets: budgets.map(toWireMyBudget) });
    },
  };
}

function toWireMyBudget({ seen, shows, useCaseIds, sentence }: MyBudget) {
  const { id, name, scope, unit, period, ownerPersonId } = seen.stored.row;
  const { limit, spent, held, available } = seen.standing;
  const seenExactly = (amount: bigint) => (shows === 'exact' ? toWireAmount(unit, amount) : null);
  return {
    ...{ id, name, useCaseIds, period, ownerPersonId, shows, sentence },
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
