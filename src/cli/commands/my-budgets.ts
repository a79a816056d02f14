import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { amount } from '../output/amount.ts';
import type { Write } from './write.ts';

/** `me budgets`: where the envelopes stand that one's calls fall into; `me envelopes`: those that one answers for. */
export function addMyBudgets(me: Command, write: Write): void {
  withConnection(me.command('budgets'))
    .description('which budgets your calls fall into, and where they stand')
    .addHelpText('after', '\nExample:\n  tokenward me budgets')
    .action(async (options: ConnectionOptions) => {
      const mine = await openConnection(options).call('readMyBudgets', {});
      write(options.json === true ? JSON.stringify(mine) : budgetsInWords(mine));
    });
  withConnection(me.command('envelopes'))
    .description('which envelopes you answer for, and with which others you may exchange')
    .addHelpText('after', '\nExample:\n  tokenward me envelopes')
    .action(async (options: ConnectionOptions) => {
      const mine = await openConnection(options).call('listMyEnvelopes', {});
      write(options.json === true ? JSON.stringify(mine) : envelopesInWords(mine));
    });
}

function envelopesInWords({ owned, others }: AnswerOf<'listMyEnvelopes'>): string {
  if (owned.length === 0) return 'You answer for no envelope.';
  const mine = owned.map(({ id, name, sentence, isRuled }) => {
    const grows = isRuled ? ` It grows by the rule: tokenward allowances preview ${id}` : '';
    return `${name} (${id}): ${sentence}${grows}`;
  });
  const theirs = others.map(({ id, name, ownerPersonId }) => `  ${name} (${id}) of ${ownerPersonId ?? 'nobody'}`);
  return [...mine, '', `Others: ${theirs.length}`, ...theirs].join('\n');
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
