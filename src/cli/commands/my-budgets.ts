import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { amount } from '../output/amount.ts';
import type { Write } from './write.ts';

/** `me budgets`: where the envelopes stand that one's calls fall into. */
export function addMyBudgets(me: Command, write: Write): void {
  withConnection(me.command('budgets'))
    .description('which budgets your calls fall into, and where they stand')
    .addHelpText('after', '\nExample:\n  tokenward me budgets')
    .action(async (options: ConnectionOptions) => {
      const mine = await openConnection(options).call('readMyBudgets', {});
      write(options.json === true ? JSON.stringify(mine) : budgetsInWords(mine));
    });
}

function budgetsInWords({ budgets, whoSees }: AnswerOf<'readMyBudgets'>): string {
  if (budgets.length === 0)
    return 'Your calls fall into no budget: nothing but the rules of their use cases limits them.';
  const parts = budgets.map((budget) => {
    const of = budget.useCaseIds.length === 0 ? 'all your calls' : `your calls for ${budget.useCaseIds.join(', ')}`;
    const ask = budget.ownerPersonId === null ? '' : ` Ask ${budget.ownerPersonId} for more.`;
    const limit = `${amount(budget.limit, budget.unit)} each ${budget.period}`;
    return `${budget.name} (${budget.id}): ${limit}, for ${of}\n  ${budget.sentence}${ask}`;
  });
  return `${parts.join('\n\n')}\n\n${whoSees}`;
}
