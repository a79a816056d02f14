import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readSpan } from '../connection/read-span.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import { showRow } from './rows.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions;
type GrantOptions = Options & {
  readonly role: string;
  readonly team?: string;
  readonly useCase?: string;
  readonly reason: string;
  readonly for?: string;
  readonly until?: string;
};
type Reason = Options & { readonly reason: string };
type Held = AnswerOf<'readPersonRoles'>['roles'][number];

const ROLES = ['manager', 'use_case_owner', 'governance', 'security', 'finance', 'auditor', 'administrator'];

/** Who may do what in the control plane, who comes in, and what becomes of it when somebody leaves. */
export function addRoleCommands(program: Command, { write }: CommandHouse): void {
  const roles = program
    .command('roles')
    .description('who may do what in the control plane: roles with a reach and an end')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward roles list\n  tokenward roles grant ruth --role security --reason "on call"',
    );
  withConnection(roles.command('list'))
    .description('the roles that were given and have not ended')
    .option('--all', 'those that have ended too')
    .addHelpText('after', '\nExample:\n  tokenward roles list')
    .action((options: Options & { readonly all?: boolean }) => list(options, write));
  withConnection(roles.command('explain'))
    .description('what each role may do in the whole organisation')
    .addHelpText('after', '\nExample:\n  tokenward roles explain')
    .action((options: Options) => explain(options, write));
  withConnection(roles.command('of'))
    .argument('<person>', 'id of a person')
    .description('every role that a person holds now, and where it comes from')
    .addHelpText('after', '\nExample:\n  tokenward roles of mara')
    .action((id: string, options: Options) => showPerson(id, options, write));
  withConnection(roles.command('grant'))
    .argument('<person>', 'id of the person; never your own')
    .description('give a person a role')
    .addOption(new Option('--role <role>', 'which role').choices(ROLES).makeOptionMandatory())
    .requiredOption('--reason <text>', 'why')
    .addOption(new Option('--team <id>', 'of a manager: for this team alone').conflicts('useCase'))
    .option('--use-case <id>', 'of an owner: for this use case alone')
    .addOption(new Option('--for <span>', 'end by itself after 2h, 7d, 12w').conflicts('until'))
    .option('--until <moment>', 'or at this moment')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward roles grant tomas --role manager --team support --reason acting --for 12w',
    )
    .action((id: string, options: GrantOptions) => grant(id, options, write));
  withConnection(roles.command('read'))
    .argument('<id>', 'id of a grant')
    .description('one grant')
    .addHelpText('after', '\nExample:\n  tokenward roles read 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11')
    .action(async (id: string, options: Options) =>
      showRow(await runOperation(openConnection(options), 'readRoleGrant', { params: { id } }), options, write),
    );
  withConnection(roles.command('end'))
    .argument('<id>', 'id of a grant, as "tokenward roles list" shows')
    .description('end a role that was given, from the next request on')
    .requiredOption('--reason <text>', 'why')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward roles end 019a3c1e-6b0f-7c55-9c60-5f0f3d6f8a11 --reason "changed teams"',
    )
    .action((id: string, options: Reason) => end(id, options, write));
}

async function list(options: Options & { readonly all?: boolean }, write: Write): Promise<void> {
  const rows: AnswerOf<'readRoleGrant'>[] = [];
  const query = options.all === true ? {} : { status: 'active' as const };
  for await (const row of openConnection(options).rows('listRoleGrants', { query })) rows.push(row);
  if (options.json === true) return write(JSON.stringify(rows));
  if (rows.length === 0) return write('No role was given. Managers and owners have theirs by the directory.');
  const titles = ['id', 'person', 'role', 'for', 'ends', 'by', 'reason'];
  const cells = rows.map((row) => [
    ...[row.id, row.personId, row.role, reachInWords(row.reach)],
    ...[row.status === 'ended' ? 'ended' : endInWords(row.expiresAt), row.grantedBy, row.reason],
  ]);
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      cells,
    ),
  );
  write(zoneNote());
}

async function explain(options: Options, write: Write): Promise<void> {
  const { rows } = await openConnection(options).call('listRoles', {});
  if (options.json === true) return write(JSON.stringify(rows));
  for (const { role, permissions } of rows) write(`${role}\n  ${permissions.join('\n  ')}`);
}

async function showPerson(id: string, options: Options, write: Write): Promise<void> {
  const held = await runOperation(openConnection(options), 'readPersonRoles', { params: { id } });
  if (options.json === true) return write(JSON.stringify(held));
  if (held.roles.length === 0) return write(`"${id}" is archived and holds no role.`);
  const cells = held.roles.map(({ role, reach, from, expiresAt }) => [
    ...[role, reachInWords(reach), from.replaceAll('_', ' '), endInWords(expiresAt)],
  ]);
  const titles = ['role', 'for', 'from', 'ends'];
  write(
    layOutTable(
      titles.map((title) => ({ title, align: 'left' })),
      cells,
    ),
  );
}

async function grant(personId: string, options: GrantOptions, write: Write): Promise<void> {
  const expiresAt =
    options.for === undefined ? options.until : new Date(Date.now() + readSpan('--for', options.for)).toISOString();
  const body = {
    ...{ personId, role: options.role, reach: reachOf(options), reason: options.reason },
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
  const made = await runOperation(openConnection(options), 'grantRole', { body });
  if (options.json === true) return write(JSON.stringify(made));
  write(`"${personId}" is ${made.role} for ${reachInWords(made.reach)}, ${endInWords(made.expiresAt)}.`);
  write(`End it with: tokenward roles end ${made.id} --reason …`);
}

async function end(id: string, options: Reason, write: Write): Promise<void> {
  const request = { params: { id }, body: { reason: options.reason } };
  const ended = await runOperation(openConnection(options), 'endRoleGrant', request);
  if (options.json === true) return write(JSON.stringify(ended));
  write(`"${ended.personId}" is no longer ${ended.role} for ${reachInWords(ended.reach)} by this grant.`);
}

function reachOf({ team, useCase }: GrantOptions): Held['reach'] {
  if (team !== undefined) return { kind: 'team', teamId: team };
  if (useCase !== undefined) return { kind: 'use_case', useCaseId: useCase };
  return { kind: 'organisation' };
}

function reachInWords(reach: Held['reach']): string {
  switch (reach.kind) {
    case 'organisation':
      return 'the organisation';
    case 'team':
      return `team ${reach.teamId}`;
    case 'use_case':
      return `use case ${reach.useCaseId}`;
  }
}

function endInWords(expiresAt: string | null): string {
  return expiresAt === null ? 'until it is ended' : `until ${moment(expiresAt)}`;
}
