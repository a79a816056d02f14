import { type Command, Option } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { CommandHouse } from './command-files.ts';
import { listRows, showRow } from './rows.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions & Readonly<Record<string, unknown>>;
type CreateOptions = Options & { readonly person?: string; readonly serviceAccount?: string; readonly tag: Tags };
type Tags = Readonly<Record<string, string>>;
type KeyWithSecret = AnswerOf<'createApiKey'>;

const KEYS = {
  command: 'keys',
  list: 'listApiKeys',
  columns: ['id', 'hint', 'name', 'owner', 'teamId', 'lane', 'scopes', 'allowedUseCaseIds', 'expiresAt', 'status'],
} as const;

export function addKeyCommands(program: Command, { write }: CommandHouse): void {
  const keys = program
    .command('keys')
    .description('API keys: list, create, rotate, suspend, resume and revoke')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward keys create --name "Ada, laptop" --person ada --allowed-use-case-ids drafting,coding --default-use-case-id drafting\n' +
        '  tokenward keys rotate <id> --overlap-hours 24\n  tokenward keys revoke <id> --reason "laptop lost"',
    );
  withConnection(keys.command('list'))
    .description('list keys; the keys themselves are never shown')
    .addOption(new Option('--status <status>', 'only those').choices(['active', 'suspended', 'revoked']))
    .addHelpText('after', '\nExample:\n  tokenward keys list --status active')
    .action((options: Options) => listRows(KEYS, options, write));
  withConnection(keys.command('show <id>'))
    .description('what one key is and may do')
    .addHelpText('after', '\nExample:\n  tokenward keys show <id>')
    .action(async (id: string, options: Options) =>
      showRow(await openConnection(options).call('readApiKey', { params: { id } }), options, write),
    );
  addCreate(keys, write);
  addRotate(keys, write);
  addVerb(keys, { verb: 'suspend', operation: 'suspendApiKey', says: 'stop a key until it is resumed' }, write);
  addVerb(keys, { verb: 'resume', operation: 'resumeApiKey', says: 'let a suspended key work again' }, write);
  addVerb(keys, { verb: 'revoke', operation: 'revokeApiKey', says: 'end a key for ever' }, write);
}

function addCreate(keys: Command, write: Write): void {
  addBodyOptions(withConnection(keys.command('create')), 'createApiKey', ['owner', 'tags'])
    .description('create a key for a person or a service account; it is shown this once')
    .option('--person <id>', 'whose key it is')
    .option('--service-account <id>', 'or the service account whose it is')
    .option('--tag <name=value>', 'a tag; may be said again. It stays as it is', collectTag, {})
    .addHelpText(
      'after',
      '\nA key can give no more than the key that creates it has. Use cases that are not allowed by the key are refused.\n' +
        '\nExamples:\n  tokenward keys create --name "Ada, laptop" --person ada --lane exploration --allowed-use-case-ids coding --default-use-case-id coding\n' +
        '  tokenward keys create --name nightly --service-account nightly --allowed-use-case-ids summarising --tag grant=eu-2026 --json',
    )
    .action(async (options: CreateOptions) => {
      const body = { ...readBody('createApiKey', options), owner: ownerOf(options), tags: options.tag };
      showSecret(await runOperation(openConnection(options), 'createApiKey', { body }), options, write);
    });
}

function collectTag(text: string, before: Tags): Tags {
  const [name = '', ...value] = text.split('=');
  if (name === '' || value.length === 0) throw new CliFailure(`Write a tag as name=value, not "${text}".`, 2);
  return { ...before, [name]: value.join('=') };
}

function ownerOf(options: CreateOptions): Readonly<Record<string, string>> {
  const { person, serviceAccount } = options;
  if ((person === undefined) === (serviceAccount === undefined)) {
    throw new CliFailure('Say whose key it is: --person <id> or --service-account <id>, one of them.', 2);
  }
  return person === undefined
    ? { kind: 'service_account', serviceAccountId: serviceAccount ?? '' }
    : { kind: 'person', personId: person };
}

function addRotate(keys: Command, write: Write): void {
  addBodyOptions(withConnection(keys.command('rotate <id>')), 'rotateApiKey')
    .description('replace a key; the old one works on for the overlap')
    .addHelpText('after', '\nExample:\n  tokenward keys rotate <id> --overlap-hours 2')
    .action(async (id: string, options: Options) => {
      const request = { params: { id }, body: readBody('rotateApiKey', options) };
      showSecret(await runOperation(openConnection(options), 'rotateApiKey', request), options, write);
    });
}

type Verb = {
  readonly verb: string;
  readonly operation: 'suspendApiKey' | 'resumeApiKey' | 'revokeApiKey';
  readonly says: string;
};

function addVerb(keys: Command, { verb, operation, says }: Verb, write: Write): void {
  const reason = operation === 'resumeApiKey' ? '' : ' --reason "laptop lost"';
  addBodyOptions(withConnection(keys.command(`${verb} <id>`)), operation)
    .description(says)
    .addHelpText(
      'after',
      `\nEvery gateway heeds it within a second.\n\nExample:\n  tokenward keys ${verb} <id>${reason}`,
    )
    .action(async (id: string, options: Options) => {
      const request = { params: { id }, body: readBody(operation, options) };
      showRow(await runOperation(openConnection(options), operation, request), options, write);
    });
}

function showSecret(key: KeyWithSecret, options: Options, write: Write): void {
  if (options.json === true) return write(JSON.stringify(key));
  const { secret, ...rest } = key;
  showRow(rest, options, write);
  write(`\nThe key, shown this once:\n\n  ${secret ?? '(it was shown before)'}\n`);
}
