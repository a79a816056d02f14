import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { dollars } from '../output/words.ts';
import { readDollars } from './chargeback-close.ts';
import type { Write } from './write.ts';

export type ShareOptions = ConnectionOptions & {
  readonly name?: string;
  readonly from?: string;
  readonly until?: string;
  readonly amount?: string;
  readonly useCase?: string;
  readonly residual?: string;
  readonly rule?: string;
  readonly teams?: string;
  readonly reason?: string;
};

type SharedCost = AnswerOf<'putSharedCost'>;

export async function shareCost(id: string, options: ShareOptions, write: Write): Promise<void> {
  const { name, from, until, reason } = options;
  const body = {
    ...{ id, name, fromMonth: from, untilMonth: until ?? null, reason },
    source: sourceOf(options),
    rule: ruleOf(options),
  };
  const shared = await runOperation(openConnection(options), 'putSharedCost', { body });
  if (options.json === true) return write(JSON.stringify(shared));
  write(
    `"${shared.name}" is shared from ${shared.fromMonth} on: ${sourceWords(shared)}, ${ruleWords(shared)}. Closed months stay as they were.`,
  );
}

export async function listShared(options: ShareOptions, write: Write): Promise<void> {
  const { rows } = await openConnection(options).call('listSharedCosts', {});
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('No cost is shared.');
  const titles = ['id', 'name', 'from', 'until', 'what', 'who', 'reason'];
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      rows.map((row) => [
        ...[row.id, row.name, row.fromMonth, row.untilMonth ?? 'changed'],
        ...[sourceWords(row), ruleWords(row), row.reason],
      ]),
    ),
  );
}

function sourceOf({ amount, useCase, residual }: ShareOptions): SharedCost['source'] {
  const given = [amount, useCase, residual].filter((one) => one !== undefined);
  if (given.length !== 1) throw new CliFailure('Say what is shared by one of --amount, --use-case and --residual.', 2);
  if (amount !== undefined) return { kind: 'amount', nanodollars: readDollars('--amount', amount) };
  if (useCase !== undefined) return { kind: 'use_case', useCaseId: useCase };
  return { kind: 'residual', vendor: residual === 'anthropic' ? 'anthropic' : 'openai' };
}

function ruleOf({ rule, teams }: ShareOptions): SharedCost['rule'] {
  const named = (teams ?? '').split(',').filter((team) => team !== '');
  if (rule === 'even') return { kind: 'even', teamIds: named };
  if (rule !== 'fixed') return { kind: 'proportional' };
  const shares = named.map((pair) => {
    const [teamId = '', percent = ''] = pair.split('=');
    if (!/^\d{1,3}(\.\d{1,2})?$/.test(percent))
      throw new CliFailure(`--teams "${pair}" is no share: write support=60.`, 2);
    return { teamId, basisPoints: Math.round(Number(percent) * 100) };
  });
  return { kind: 'fixed', shares };
}

function sourceWords({ source }: SharedCost): string {
  switch (source.kind) {
    case 'amount':
      return `${dollars(source.nanodollars)} a month`;
    case 'use_case':
      return `what the use case "${source.useCaseId}" cost`;
    case 'residual':
      return `what ${source.vendor} billed beyond our calls`;
  }
}

function ruleWords({ rule }: SharedCost): string {
  switch (rule.kind) {
    case 'proportional':
      return 'by what each team used';
    case 'even':
      return rule.teamIds.length === 0 ? 'evenly' : `evenly to ${rule.teamIds.join(', ')}`;
    case 'fixed':
      return rule.shares.map(({ teamId, basisPoints }) => `${teamId} ${basisPoints / 100} %`).join(', ');
  }
}
