import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions;
type Entry = AnswerOf<'listDirectory'>['rows'][number];
type FindOptions = Options & { readonly team?: string; readonly state?: Entry['state']; readonly role?: string };
type Reason = Options & { readonly reason: string };

const STATES: readonly Entry['state'][] = ['active', 'archived', 'deactivated'];

/** Who there is, by what they come in, and how the server is set up for it. */
export function addAccessCommands(program: Command, { write }: CommandHouse): void {
  const access = program
    .command('access')
    .description('who there is, and by what they come in')
    .addHelpText('after', '\nExamples:\n  tokenward access find varga\n  tokenward access show lena');
  withConnection(access.command('find [text]'))
    .description('people by a part of their name, address or id')
    .option('--team <id>', 'only those of this team')
    .addOption(new Option('--state <state>', 'only those in this state').choices(STATES))
    .option('--role <role>', 'only those who hold this role')
    .addHelpText('after', '\nExample:\n  tokenward access find --team support --role manager')
    .action((text: string | undefined, options: FindOptions) => find(text, options, write));
  withConnection(access.command('show'))
    .argument('<person>', 'id of a person')
    .description('password, providers, an invitation, sessions and keys by which a person can come in')
    .addHelpText('after', '\nExample:\n  tokenward access show lena')
    .action((id: string, options: Options) => show(id, options, write));
  withConnection(access.command('end-sessions'))
    .argument('<person>', 'id of a person')
    .description('end every session of a person, as when a machine was lost; they may sign in again')
    .requiredOption('--reason <text>', 'why')
    .addHelpText('after', '\nExample:\n  tokenward access end-sessions lena --reason "lost a laptop"')
    .action(async (id: string, options: Reason) => {
      const request = { params: { id }, body: { reason: options.reason } };
      const ended = await runOperation(openConnection(options), 'endPersonSessions', request);
      write(options.json === true ? JSON.stringify(ended) : `${ended.sessionsEnded} sessions of "${id}" ended.`);
    });
  withConnection(access.command('set-up'))
    .description('which providers, passwords and provisioning the server is configured with')
    .addHelpText('after', '\nExample:\n  tokenward access set-up')
    .action((options: Options) => showSetUp(options, write));
}

async function find(text: string | undefined, options: FindOptions, write: Write): Promise<void> {
  const { team, state, role } = options;
  const query = {
    ...(text === undefined ? {} : { search: text }),
    ...(team === undefined ? {} : { teamId: team }),
    ...(state === undefined ? {} : { state }),
    ...(role === undefined ? {} : { role }),
  };
  const page = await runOperation(openConnection(options), 'listDirectory', { query });
  if (options.json === true) return write(JSON.stringify(page));
  if (page.rows.length === 0) return write('There is nobody like this.');
  const titles = ['id', 'name', 'address', 'team', 'state', 'roles'];
  const cells = page.rows.map((row) => [row.id, row.name, row.email, row.teamId, row.state, row.roles.join(', ')]);
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      cells,
    ),
  );
  if (page.next !== null) write(`These are the first ${page.rows.length}: name more of what you look for.`);
}

async function show(id: string, options: Options, write: Write): Promise<void> {
  const access = await runOperation(openConnection(options), 'readPersonAccess', { params: { id } });
  if (options.json === true) return write(JSON.stringify(access));
  const { provisioned, invitationEndsAt } = access;
  write(
    layOutFields([
      ['person', access.personId],
      ['state', access.state],
      ['password', access.hasPassword ? 'yes' : 'no'],
      ['providers', access.identities.map(({ issuer }) => issuer).join(', ') || 'none'],
      ['by SCIM', provisioned === null ? 'no' : `as ${provisioned.userName}`],
      ['invitation', invitationEndsAt === null ? 'none' : `until ${moment(invitationEndsAt)}`],
      ['sessions', String(access.sessions)],
      ['keys', String(access.keys)],
    ]),
  );
  write(`\n${zoneNote()}`);
}

async function showSetUp(options: Options, write: Write): Promise<void> {
  const setUp = await runOperation(openConnection(options), 'readSignInSetUp', {});
  if (options.json === true) return write(JSON.stringify(setUp));
  const { provisioning } = setUp;
  write(
    layOutFields([
      ['address', setUp.publicAddress ?? 'not configured'],
      ['passwords', setUp.passwords ? 'on' : 'off'],
      ['providers', setUp.providers.map(({ name, issuer }) => `${name} (${issuer})`).join(', ') || 'none'],
      ['provisioning', provisioning.isOn ? `on: ${provisioning.people} people, ${provisioning.groups} groups` : 'off'],
      ['keys of providers', String(provisioning.keys.length)],
    ]),
  );
}
