import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import type { CommandHouse } from './command-files.ts';
import { showRows } from './show-rows.ts';

type Identity = AnswerOf<'listExternalIdentities'>['rows'][number];
type ListOptions = ConnectionOptions & { readonly meaning?: string };
type AssignOptions = ConnectionOptions & {
  readonly personId?: string;
  readonly outsider?: boolean;
  readonly system?: boolean;
  readonly unknown?: boolean;
};

/** Who is who in a connected system. */
export function addSourcePeopleCommands(group: Command, { write }: CommandHouse): void {
  withConnection(group.command('identities <id>'))
    .description('whom a system mentions, and who that is here')
    .addOption(new Option('--meaning <meaning>', 'only these').choices(['unknown', 'person', 'outsider', 'system']))
    .addHelpText('after', '\nExample:\n  tokenward sources identities github --meaning unknown')
    .action(async (id: string, options: ListOptions) =>
      showRows(
        allIdentities(id, options),
        ['externalId', 'shownAs', 'isBot', 'meaning', 'personId', 'decidedBy', 'facts', 'lastSeenAt'],
        {
          options,
          write,
        },
      ),
    );
  withConnection(group.command('assign <id> <externalId>'))
    .description('say who somebody is; what was kept aside for them counts then')
    .option('--person-id <id>', 'this person')
    .option('--outsider', 'nobody of yours, for instance a customer: their word is another’s word')
    .option('--system', 'a program that does what the system would do, for instance a merge queue')
    .option('--unknown', 'take back what was said')
    .addHelpText('after', '\nExample:\n  tokenward sources assign github 583231 --person-id ada')
    .action(async (id: string, externalId: string, options: AssignOptions) => {
      const request = { params: { id }, body: { externalId, ...meaningOf(options) } };
      const decided = await runOperation(openConnection(options), 'decideExternalIdentity', request);
      if (options.json === true) return write(JSON.stringify(decided));
      const who = decided.personId === null ? `"${decided.meaning}"` : `the person "${decided.personId}"`;
      write(`${decided.shownAs ?? externalId} is ${who} now. Their results are told anew within seconds.`);
    });
}

async function* allIdentities(id: string, options: ListOptions): AsyncGenerator<Identity> {
  const client = openConnection(options);
  let cursor: string | undefined;
  do {
    const query = {
      limit: 500,
      ...(options.meaning === undefined ? {} : { meaning: options.meaning }),
      ...(cursor === undefined ? {} : { cursor }),
    };
    const page = await runOperation(client, 'listExternalIdentities', { params: { id }, query });
    yield* page.rows;
    cursor = page.next ?? undefined;
  } while (cursor !== undefined);
}

function meaningOf({ personId, outsider, system, unknown }: AssignOptions) {
  const said = [
    ...(personId === undefined ? [] : [{ meaning: 'person', personId }]),
    ...(outsider === true ? [{ meaning: 'outsider' }] : []),
    ...(system === true ? [{ meaning: 'system' }] : []),
    ...(unknown === true ? [{ meaning: 'unknown' }] : []),
  ];
  const [only] = said;
  if (only === undefined || said.length > 1)
    throw new CliFailure('Say one of --person-id, --outsider, --system and --unknown.', 2);
  return only;
}
