import { type Command, Option } from 'commander';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readLimit } from '../connection/read-limit.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import type { CommandHouse } from './command-files.ts';
import { showRow } from './rows.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type ProtectionOptions = ConnectionOptions & {
  readonly mine?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly last?: string;
  readonly team?: string;
  readonly sums?: boolean;
  readonly useCase?: string;
  readonly person?: string;
  readonly model?: string;
  readonly tier?: string;
  readonly action?: string;
  readonly type?: string;
  readonly limit: number;
};

const ACTIONS = ['refused', 'asked', 'redacted', 'warned', 'withheld'];
const MEMBERS = ['firstAt', 'owner', 'useCaseId', 'direction', 'action', 'types', 'dataClass', 'calls', 'id'];

export function addProtectionCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('protection'))
    .argument('[id]', 'one event, whole')
    .description('what was found in calls and stopped, redacted or warned of; never what stood there')
    .option('--mine', 'of your own calls; any key may')
    .option('--from <moment>', 'beginning, as 2026-11-01 or ISO 8601 (default: 30 days ago)')
    .option('--to <moment>', 'end, not included (default: now)')
    .option('--last <span>', 'the last 24h, 7d, 12w instead')
    .option('--team <id>', 'of this team only')
    .option('--sums', 'of a team of five people or more in numbers alone, for whoever leads it')
    .option('--use-case <id>', 'of this use case only')
    .option('--person <id>', 'of this person only')
    .option('--model <id>', 'only of calls to this model')
    .addOption(new Option('--tier <tier>', 'only of use cases that have this tier now').choices(['1', '2', '3']))
    .addOption(new Option('--action <action>', 'only what was met so').choices(ACTIONS))
    .option('--type <type>', 'only with a finding of this type')
    .option('--limit <rows>', 'at most so many rows', readLimit, 50)
    .addHelpText(
      'after',
      '\nThe same content of the same owner is one event a day, however often it was sent.\n' +
        '\nExamples:\n  tokenward protection --last 7d\n  tokenward protection --team support --action refused\n  tokenward protection --team support --sums\n  tokenward protection --mine',
    )
    .action((id: string | undefined, options: ProtectionOptions) => showProtection(id, options, write));
}

async function showProtection(id: string | undefined, options: ProtectionOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  if (id !== undefined) {
    const event = await runOperation(client, 'readProtectionEvent', { params: { id } });
    return showRow(event, options, write);
  }
  if (options.sums === true) return showSums(options, write);
  const { useCase: useCaseId, model: modelId, tier, action, type } = options;
  const filters = { useCaseId, modelId, tier, action, type };
  const others = { teamId: options.team, personId: options.person };
  const given = Object.entries(options.mine === true ? filters : { ...filters, ...others });
  const query = {
    ...readRange(options),
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    limit: options.limit,
  };
  const listing = options.mine === true ? 'listMyProtectionEvents' : 'listProtectionEvents';
  const { rows } = await runOperation(client, listing, { query });
  await showRows(rows, MEMBERS, { options, write });
}

async function showSums(options: ProtectionOptions, write: Write): Promise<void> {
  const query = { ...readRange(options), teamId: options.team ?? '' };
  const safety = await runOperation(openConnection(options), 'readTeamSafety', { query });
  if (options.json === true) return write(JSON.stringify(safety));
  if (!safety.isTold) return write('The team has fewer than five people: nothing is told of it.');
  for (const { action, events, eventsBefore } of safety.actions)
    write(`${action}: ${events} (before: ${eventsBefore})`);
  for (const { type, events } of safety.types) write(`found ${type}: ${events}`);
}
