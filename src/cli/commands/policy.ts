import type { Command } from 'commander';
import { type ConnectionOptions, withConnection } from '../connection/open-connection.ts';
import type { CommandHouse } from './command-files.ts';
import { checkPolicy, type FileOptions, proposePolicy, testPolicy } from './policy-file-answers.ts';
import { type PlanOptions, planPolicy } from './policy-plan-answer.ts';
import {
  diffPolicies,
  listControls,
  listPolicies,
  rollBackPolicy,
  type ShowOptions,
  showPolicy,
  stepPolicy,
} from './policy-version-answers.ts';

/** Everything about the policy: look, check, test, plan, and the steps of a version. */
export function addPolicyCommands(program: Command, { write }: CommandHouse): void {
  const group = program
    .command('policy')
    .description('look at, check, test, plan and publish the policy; two people publish')
    .addHelpText(
      'after',
      '\nA new version: check, test, plan, propose; another person: approve; then publish, and perhaps rollback.\n' +
        '\nExamples:\n  tokenward policy show\n  tokenward policy plan policy.yaml\n  tokenward policy propose policy.yaml --note "Health data is redacted"\n  tokenward policy approve 3',
    );
  const add: Add = (name, about, example) =>
    withConnection(group.command(name))
      .description(about)
      .addHelpText('after', `\nExample:\n  tokenward policy ${example}`);

  add('list', 'versions, newest first', 'list').action((options: ConnectionOptions) => listPolicies(options, write));
  add('show [version]', 'a version, or what decides now', 'show 3 --cedar')
    .option('--cedar', 'its rules as Cedar text, those of the matrix too')
    .option('--source', 'its file as people wrote it')
    .action((version: string | undefined, options: ShowOptions) => showPolicy(version, options, write));
  add(
    'diff <version> [other]',
    'rules that differ between two versions (without other: from what decides now)',
    'diff 4 3',
  ).action((version: string, other: string | undefined, options: ConnectionOptions) =>
    diffPolicies({ version, other }, options, write),
  );
  add(
    'controls [use-case]',
    'what holds for each use case and class of data, and by which rules',
    'controls drafting',
  ).action((useCase: string | undefined, options: ConnectionOptions) => listControls(useCase, options, write));
  group
    .command('facts')
    .description('what rules can ask about a call')
    .addHelpText('after', '\nExample:\n  tokenward policy facts')
    .action(async () => {
      const { listFacts } = await import('../../app/policy/list-facts.ts');
      for (const { path, type, meaning } of listFacts()) write(`${path.padEnd(38)} ${type.padEnd(26)} ${meaning}`);
    });
  add(
    'check [file]',
    'faults, conflicts and rules without effect, each with its line; without a server',
    'check policy.yaml',
  )
    .option('--server', "with the running server's use cases and models")
    .option('--cedar', 'also print all rules as Cedar text')
    .action((file: string | undefined, options: FileOptions) => checkPolicy(file, options, write));
  add('test [file]', 'try the cases of a policy; ends with 1 when one comes out otherwise', 'test policy.yaml')
    .option('--server', "with the running server's use cases and models")
    .action((file: string | undefined, options: FileOptions) => testPolicy(file, options, write));
  add('plan [file]', 'which decisions of the last seven days would come out otherwise', 'plan policy.yaml --last 7d')
    .option('--version <number>', 'of this version in place of a file')
    .option('--last <span>', 'of this time: 24h, 7d, 4w')
    .action((file: string | undefined, options: PlanOptions) => planPolicy(file, options, write));
  add(
    'propose [file]',
    'make a new version and propose it; somebody else approves it',
    'propose policy.yaml --note "Health data is redacted"',
  )
    .option('--note <text>', 'why; on the record')
    .option('--draft', 'keep it as a draft')
    .action((file: string | undefined, options: FileOptions) => proposePolicy(file, options, write));
  addSteps(add, write);
}

type Add = (name: string, about: string, example: string) => Command;

function addSteps(add: Add, write: CommandHouse['write']): void {
  add('approve <version>', 'approve what somebody else proposed', 'approve 3').action(
    (version: string, options: ConnectionOptions) => stepPolicy('approvePolicyVersion', { version }, options, write),
  );
  add('unapprove <version>', 'take back your approval', 'unapprove 3').action(
    (version: string, options: ConnectionOptions) => stepPolicy('unapprovePolicyVersion', { version }, options, write),
  );
  add('stage <version>', 'let an approved version decide for a share of the keys', 'stage 3 --share 0.1')
    .requiredOption('--share <part>', 'between 0 and 1, for instance 0.1')
    .action((version: string, options: ConnectionOptions & { readonly share: string }) =>
      stepPolicy('stagePolicyVersion', { version, body: { share: Number(options.share) } }, options, write),
    );
  add('publish <version>', 'let an approved version decide everywhere', 'publish 3').action(
    (version: string, options: ConnectionOptions) => stepPolicy('publishPolicyVersion', { version }, options, write),
  );
  add(
    'rollback <version>',
    'go back to a version that was active within 30 days, or to "built-in"',
    'rollback 2',
  ).action((version: string, options: ConnectionOptions) => rollBackPolicy(version, options, write));
  add('shadow <version>', 'record what a version would have said; it decides nothing', 'shadow 3')
    .option('--off', 'stop it')
    .action((version: string, options: ConnectionOptions & { readonly off?: boolean }) =>
      stepPolicy('shadowPolicyVersion', { version, body: { on: options.off !== true } }, options, write),
    );
  add('withdraw <version>', 'give up a version that is not active', 'withdraw 3').action(
    (version: string, options: ConnectionOptions) => stepPolicy('withdrawPolicyVersion', { version }, options, write),
  );
}
