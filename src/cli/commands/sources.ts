import type { Command } from 'commander';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { CommandHouse } from './command-files.ts';
import { listRows, showRow } from './rows.ts';
import { addSourceMessageCommands } from './source-messages.ts';
import { addSourcePeopleCommands } from './source-people.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions &
  Readonly<Record<string, unknown>> & {
    readonly from?: string;
    readonly secretVariable?: string;
    readonly tokenVariable?: string;
  };

const CREATE =
  'sources create --id github --kind github --name GitHub --secret-variable GITHUB_WEBHOOK_SECRET --rules \'[{"what":"pull_request","labels":["bug"],"typeId":"defects_prevented"}]\'';
const COLUMNS = ['id', 'name', 'kind', 'webhookPath', 'status', 'managedBy'];
/** Members that options of their own say. */
const OWN = ['secrets', 'api'];

/** Systems in which work happens, and which say by signed webhooks what came of it. */
export function addSourceCommands(program: Command, house: CommandHouse): void {
  const { write } = house;
  const group = program
    .command('sources')
    .description('systems that say what came of work: GitHub, GitLab, Jira, Zendesk, PagerDuty, incident.io and others')
    .addHelpText(
      'after',
      '\nA system sends its messages to /hooks/<id>, signed with a secret that stands in the environment of the server.\n' +
        `\nExamples:\n  tokenward ${CREATE}\n  tokenward sources try github message.json\n  tokenward sources identities github --meaning unknown\n` +
        '  tokenward sources assign github 583231 --person-id ada\n  tokenward sources backfill github --project acme/app',
    );
  withConnection(group.command('list'))
    .description('list connected systems')
    .option('--status <status>', 'only those in this status')
    .addHelpText('after', '\nExample:\n  tokenward sources list')
    .action((options: ConnectionOptions & { readonly status?: string }) =>
      listRows({ command: 'sources', list: 'listSources', columns: COLUMNS }, options, write),
    );
  withConnection(group.command('show <id>'))
    .description('everything about one of them')
    .addHelpText('after', '\nExample:\n  tokenward sources show github')
    .action(async (id: string, options: ConnectionOptions) =>
      showRow(await runOperation(openConnection(options), 'readSource', { params: { id } }), options, write),
    );
  addWriters(group, write);
  addSourceMessageCommands(group, house);
  addSourcePeopleCommands(group, house);
}

function addWriters(group: Command, write: Write): void {
  addOwnOptions(addBodyOptions(withConnection(group.command('create')), 'createSource', OWN))
    .description('connect a system')
    .addHelpText('after', `\nExample:\n  tokenward ${CREATE}`)
    .action(async (options: Options) => {
      const body = { ...bodyOf('createSource', options) };
      const source = await runOperation(openConnection(options), 'createSource', { body });
      showRow(source, options, write);
      if (options.json === true) return;
      write(`\nLet it send its messages to ${source.webhookPath} at the address of this server, as JSON.`);
    });
  addOwnOptions(addBodyOptions(withConnection(group.command('change <id>')), 'changeSource', OWN))
    .description('change, block or unblock a connected system')
    .addHelpText('after', '\nExample:\n  tokenward sources change github --status blocked')
    .action(async (id: string, options: Options) => {
      const request = { params: { id }, body: bodyOf('changeSource', options) };
      showRow(await runOperation(openConnection(options), 'changeSource', request), options, write);
    });
  for (const verb of ['archive', 'restore'] as const) {
    withConnection(group.command(`${verb} <id>`))
      .description(verb === 'archive' ? 'take nothing of it any more' : 'take its messages again')
      .addHelpText('after', `\nExample:\n  tokenward sources ${verb} github`)
      .action(async (id: string, options: ConnectionOptions) =>
        showRow(await runOperation(openConnection(options), `${verb}Source`, { params: { id } }), options, write),
      );
  }
}

function addOwnOptions(command: Command): Command {
  return command
    .option(
      '--secret-variable <names>',
      'variables of the server that hold the secrets, newest first, parted by commas',
    )
    .option('--token-variable <name>', 'variable of the server that holds the token for its API')
    .option('--api-url <address>', 'where its API is, when it is your own installation')
    .option('--from <file>', 'a JSON file with members of the source, for instance its mapping; options go before it');
}

function bodyOf(id: 'createSource' | 'changeSource', options: Options): Record<string, unknown> {
  const { secretVariable, tokenVariable, apiUrl } = options;
  const api = {
    ...(typeof apiUrl === 'string' ? { baseUrl: apiUrl } : {}),
    ...(tokenVariable === undefined ? {} : { token: { kind: 'environment', variable: tokenVariable } }),
  };
  return {
    ...(options.from === undefined ? {} : readMembers(options.from)),
    ...readBody(id, options),
    ...(secretVariable === undefined ? {} : { secrets: secretVariable.split(',').map(variableOf) }),
    ...(Object.keys(api).length === 0 ? {} : { api }),
  };
}

function variableOf(name: string) {
  return { kind: 'environment', variable: name.trim() };
}

function readMembers(file: string): Record<string, unknown> {
  const text = readInputFile(file);
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
  } catch {
    // Told below.
  }
  throw new CliFailure(`${file} does not hold a JSON object.`, 2);
}
