import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { CommandHouse } from './command-files.ts';
import { listRows, showRow } from './rows.ts';
import type { Write } from './write.ts';

type Workflow = AnswerOf<'readWorkflow'>;
type Options = ConnectionOptions & Readonly<Record<string, unknown>>;

const CREATE =
  'workflows create --id vat-rate --name "VAT rate" --use-case-id drafting --parameters \'[{"name":"country","kind":"choice","choices":["DE","FR"]}]\' --answer "VAT in {{country}}: see the tax table."';

/** Registered work that answers in place of a model. */
export function addWorkflowCommands(program: Command, { write }: CommandHouse): void {
  const group = program
    .command('workflows')
    .description(
      'work that answers in place of a model: list, show, create, change, approve, test, archive and restore',
    )
    .addHelpText(
      'after',
      '\nA workflow is called as the model "workflow/<id>", with its parameters as the last user message.\n' +
        `\nExamples:\n  tokenward workflows list\n  tokenward ${CREATE}\n  tokenward workflows test vat-rate '{"country":"DE"}'\n  tokenward workflows approve vat-rate`,
    );
  withConnection(group.command('list'))
    .description('list workflows')
    .option('--status <status>', 'only those in this status')
    .addHelpText('after', '\nExample:\n  tokenward workflows list')
    .action((options: ConnectionOptions & { readonly status?: string }) =>
      listRows({ command: 'workflows', list: 'listWorkflows', columns: COLUMNS }, options, write),
    );
  withConnection(group.command('show <id>'))
    .description('everything about one workflow')
    .addHelpText('after', '\nExample:\n  tokenward workflows show vat-rate')
    .action(async (id: string, options: ConnectionOptions) =>
      showRow(await runOperation(openConnection(options), 'readWorkflow', { params: { id } }), options, write),
    );
  addWriters(group, write);
  withConnection(group.command('approve <id>'))
    .description('let a workflow answer, as the owner of its use case')
    .option('--version <version>', 'only this version; by default the one that is there now')
    .addHelpText('after', '\nExample:\n  tokenward workflows approve vat-rate')
    .action((id: string, options: ConnectionOptions & { readonly version?: string }) => approve(id, options, write));
  withConnection(group.command('test <id> [message]'))
    .description('carry out a workflow, approved or not, and see what it answers')
    .addHelpText('after', '\nExample:\n  tokenward workflows test vat-rate \'{"country":"DE"}\'')
    .action((id: string, message: string | undefined, options: ConnectionOptions) =>
      test({ id, message: message ?? '' }, options, write),
    );
}

const COLUMNS = ['id', 'name', 'useCaseId', 'model', 'version', 'isApproved', 'status', 'managedBy'];

function addWriters(group: Command, write: Write): void {
  addBodyOptions(withConnection(group.command('create')), 'createWorkflow')
    .description('register a workflow; it answers once the owner of its use case has approved it')
    .addHelpText('after', `\nExample:\n  tokenward ${CREATE}`)
    .action(async (options: Options) => {
      const body = readBody('createWorkflow', options);
      tell(await runOperation(openConnection(options), 'createWorkflow', { body }), options, write);
    });
  addBodyOptions(withConnection(group.command('change <id>')), 'changeWorkflow')
    .description('change a workflow; another definition needs another approval')
    .addHelpText('after', '\nExample:\n  tokenward workflows change vat-rate --status blocked')
    .action(async (id: string, options: Options) => {
      const request = { params: { id }, body: readBody('changeWorkflow', options) };
      tell(await runOperation(openConnection(options), 'changeWorkflow', request), options, write);
    });
  for (const verb of ['archive', 'restore'] as const) {
    withConnection(group.command(`${verb} <id>`))
      .description(verb === 'archive' ? 'take a workflow out of use' : 'take it back into use')
      .addHelpText('after', `\nExample:\n  tokenward workflows ${verb} vat-rate`)
      .action(async (id: string, options: Options) =>
        tell(await runOperation(openConnection(options), `${verb}Workflow`, { params: { id } }), options, write),
      );
  }
}

function tell(workflow: Workflow, options: ConnectionOptions, write: Write): void {
  showRow(workflow, options, write);
  if (options.json === true || workflow.isApproved || workflow.status === 'archived') return;
  write(
    `It does not answer yet: the owner of the use case "${workflow.useCaseId}" approves it with\n  tokenward workflows approve ${workflow.id}`,
  );
}

async function approve(
  id: string,
  options: ConnectionOptions & { readonly version?: string },
  write: Write,
): Promise<void> {
  const client = openConnection(options);
  const version = options.version ?? (await runOperation(client, 'readWorkflow', { params: { id } })).version;
  const approved = await runOperation(client, 'approveWorkflow', { params: { id }, body: { version } });
  if (options.json === true) return write(JSON.stringify(approved));
  write(`Version ${approved.version} of "${id}" answers calls to the model "${approved.model}".`);
}

async function test(
  asked: { readonly id: string; readonly message: string },
  options: ConnectionOptions,
  write: Write,
): Promise<void> {
  const { id, message } = asked;
  const tested = await runOperation(openConnection(options), 'testWorkflow', { params: { id }, body: { message } });
  if (options.json === true) return write(JSON.stringify(tested));
  if (tested.text === null) return write(`There is no answer: ${tested.why ?? 'nothing came of it'}`);
  write(`${tested.text}\n\n(${tested.latencyMs} ms)`);
}
