import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { amount } from '../output/amount.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { addLedgerCommands } from './envelope-ledger.ts';
import { addEnvelopeOptions, type EnvelopeOptions, readEnvelopeBody } from './envelope-options.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions & EnvelopeOptions;
type Envelope = AnswerOf<'listEnvelopes'>['rows'][number];
type Warned = AnswerOf<'createEnvelope'>;
type Shown = AnswerOf<'readEnvelope'>;

const EXAMPLE =
  'envelopes create --id support --name "Support, each month" --team-id support --hard-cap 2500.00 --owner-person-id ada';

/** What may be spent, by whom, until when: envelopes, their ledger and their metric. */
export function addEnvelopeCommands(program: Command, { write }: CommandHouse): void {
  const group = program
    .command('envelopes')
    .description('what may be spent, by whom and until when: list, show, create, change, archive, entries, adjust')
    .addHelpText(
      'after',
      '\nAmounts are in the unit of the envelope: dollars with up to 9 decimals ("12.50"), or whole tokens, requests, calls at once.\n' +
        `\nExamples:\n  tokenward envelopes list --team-id support\n  tokenward ${EXAMPLE}\n  tokenward envelopes show support`,
    );
  addList(group, write);
  withConnection(group.command('show <id>'))
    .description('one envelope: where it stands, what is around and inside it, and its metric beside the spend')
    .addHelpText('after', '\nExample:\n  tokenward envelopes show support')
    .action(async (id: string, options: Options) => {
      const shown = await runOperation(openConnection(options), 'readEnvelope', { params: { id } });
      write(options.json === true ? JSON.stringify(shown) : shownInWords(shown));
    });
  addEnvelopeOptions(withConnection(group.command('create')), 'createEnvelope')
    .description('create an envelope; without a scope it is for all calls')
    .addHelpText('after', `\nExamples:\n  tokenward ${EXAMPLE}\n  ${CROSSING}`)
    .action(async (options: Options) => {
      const body = readEnvelopeBody('createEnvelope', options);
      tell(await runOperation(openConnection(options), 'createEnvelope', { body }), options, write);
    });
  addEnvelopeOptions(withConnection(group.command('change <id>')), 'changeEnvelope')
    .description('change an envelope; what was spent stays spent')
    .option('--anyway', 'also when more is spent than the new cap allows: every call is refused then')
    .addHelpText('after', '\nExample:\n  tokenward envelopes change support --hard-cap 3000')
    .action(async (id: string, options: Options) => {
      const body = { ...readEnvelopeBody('changeEnvelope', options), anyway: options['anyway'] === true };
      tell(await runOperation(openConnection(options), 'changeEnvelope', { params: { id }, body }), options, write);
    });
  for (const verb of ['archive', 'restore'] as const) {
    withConnection(group.command(`${verb} <id>`))
      .description(verb === 'archive' ? 'let calls pass it by; its ledger stays' : 'let it count again')
      .addHelpText('after', `\nExample:\n  tokenward envelopes ${verb} support`)
      .action(async (id: string, options: Options) =>
        tell(await runOperation(openConnection(options), `${verb}Envelope`, { params: { id } }), options, write),
      );
  }
  addLedgerCommands(group, write);
}

const CROSSING =
  'tokenward envelopes create --id support-agents --name "Agents of support" --team-id support --use-case-id agents --unit requests --period day --hard-cap 500';

function addList(group: Command, write: Write): void {
  withConnection(group.command('list'))
    .description('list envelopes with where they stand; narrowed by members of their scope')
    .option('--team-id <id>', 'whose scope names this team')
    .option('--project-id <id>', 'this project')
    .option('--use-case-id <id>', 'this use case')
    .option('--person-id <id>', 'this person')
    .addOption(new Option('--lane <lane>', 'this lane').choices(['exploration', 'production']))
    .addOption(new Option('--unit <unit>', 'only these').choices(['dollars', 'tokens', 'requests', 'concurrency']))
    .addOption(new Option('--status <status>', 'only these').choices(['active', 'archived']))
    .option('--owner-person-id <id>', 'of this owner')
    .option('--cost-centre <code>', 'of this cost centre')
    .addHelpText('after', '\nExample:\n  tokenward envelopes list --lane exploration --json')
    .action(async (options: Options) => {
      const filters = [
        'teamId',
        'projectId',
        'useCaseId',
        'personId',
        'lane',
        'unit',
        'status',
        'ownerPersonId',
        'costCentre',
      ];
      const query = Object.fromEntries(
        filters.flatMap((name) => (options[name] === undefined ? [] : [[name, String(options[name])]])),
      );
      const rows: Envelope[] = [];
      for await (const row of openConnection(options).rows('listEnvelopes', { query })) rows.push(row);
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('There are no such envelopes.');
      write(tableOf(rows));
    });
}

function tableOf(rows: readonly Envelope[]): string {
  const titles = ['id', 'for', 'each', 'limit', 'spent', 'held', 'left', 'used', 'status'];
  const right = new Set(['limit', 'spent', 'held', 'left', 'used']);
  return layOutTable(
    titles.map((title) => ({ title, align: right.has(title) ? 'right' : 'left' })),
    rows.map(({ id, scopeInWords, period, unit, balance, cap, status }) => [
      id,
      scopeInWords,
      period,
      amount(balance.limit, unit),
      amount(balance.spent, unit),
      amount(balance.held, unit),
      amount(balance.available, unit),
      `${balance.usedPercent} %`,
      cap.kind === 'elastic' ? `${status}, elastic` : status,
    ]),
  );
}

function tell(warned: Warned, options: Options, write: Write): void {
  if (options.json === true) return write(JSON.stringify(warned));
  write(`"${warned.id}" (${warned.scopeInWords}; each ${warned.period}): ${warned.balance.sentence}`);
  for (const warning of warned.warnings) write(`Mind: ${warning}`);
}

function shownInWords(shown: Shown): string {
  const { unit, balance, cap, carryOver } = shown;
  const out = (value: Envelope['hardCap']): string => amount(value, unit);
  const fields: (readonly [string, string])[] = [
    ['for', shown.scopeInWords],
    ['owner', shown.ownerPersonId ?? 'nobody'],
    ['cost centre', shown.costCentre ?? '-'],
    ['counts', unit === 'concurrency' ? 'calls at once' : unit],
    ['period', `${shown.period}, from ${moment(balance.periodStart)} until ${balance.resets}`],
    [
      'hard cap',
      `${out(shown.hardCap)}, ${cap.kind === 'strict' ? 'strict' : `elastic: up to ${out(cap.overdraft)} over it`}`,
    ],
    ['limit', `${out(balance.limit)} in this period`],
    ['spent', out(balance.spent)],
    ['held', out(balance.held)],
    ['in suspense', out(balance.suspense)],
    ['left', out(balance.available)],
    ['told at', shown.softThresholds.length === 0 ? '-' : `${shown.softThresholds.join(', ')} %`],
    [
      'carried over',
      carryOver.kind === 'none'
        ? 'nothing'
        : `${carryOver.percent} % of what is left, at most ${out(carryOver.amountMax)}`,
    ],
    ['store away', shown.storeAway === 'refuse' ? 'calls are refused' : 'goes on with what gateways have leased'],
    ['status', `${shown.status}, revision ${shown.revision}, kept by ${shown.managedBy}`],
  ];
  const parts = [`${shown.id}: ${shown.name}\n${balance.sentence}`, layOutFields(fields)];
  if (shown.metricBesideSpend !== null) parts.push(shown.metricBesideSpend.sentence);
  if (shown.parents.length > 0) parts.push(`Every call of it falls into these too\n${relatives(shown.parents)}`);
  if (shown.children.length > 0) parts.push(`Inside it\n${relatives(shown.children)}`);
  if (shown.warnings.length > 0) parts.push(shown.warnings.map((warning) => `Mind: ${warning}`).join('\n'));
  parts.push(zoneNote());
  return parts.join('\n\n');
}

function relatives(rows: Shown['parents']): string {
  return layOutFields(
    rows.map(({ id, scopeInWords, period, sentence }) => [id, `${scopeInWords}; each ${period}: ${sentence}`]),
  );
}
