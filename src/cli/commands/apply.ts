import { createInterface } from 'node:readline/promises';
import type { Command } from 'commander';
import type { ControlClient } from '../../client/create-control-client.ts';
import type { AnswerOf, BodyOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import type { CommandHouse } from './command-files.ts';
import { type ReadConfiguration, readConfiguration, refuseConfiguration } from './configuration-text.ts';
import type { Write } from './write.ts';

type ApplyOptions = ConnectionOptions & { readonly yes?: boolean; readonly plan?: boolean; readonly anyway?: boolean };
type Plan = AnswerOf<'planConfiguration'>;
type Change = Plan['changes'][number];

export function addApplyCommand(program: Command, { write }: CommandHouse): void {
  withConnection(program.command('apply [file]'))
    .description('make the organisation as the file declares it: show the difference, ask, apply, record a version')
    .option('-y, --yes', 'apply without asking')
    .option('--plan', 'show the difference and change nothing')
    .option('--anyway', 'also where the cap of an envelope is put below what is spent')
    .addHelpText(
      'after',
      '\n+ is new, ~ changes, - goes out of use. What was shown is applied or nothing is: when rows change meanwhile, it says so.\n' +
        'Only the part "organisation" is applied; "server" is read by a gateway when it starts.\n' +
        '\nExamples:\n  tokenward apply --plan\n  tokenward apply\n  tokenward apply tokenward.yaml --yes',
    )
    .action((file: string | undefined, options: ApplyOptions) => applyFile(file, options, write));
}

async function applyFile(named: string | undefined, options: ApplyOptions, write: Write): Promise<void> {
  const read = await readConfiguration(named);
  if (!('file' in read)) return refuseConfiguration(read);
  const client = openConnection(options);
  const declaration = read.inHand.configuration.organisation;
  await refuseFaults(read);
  const anyway = options.anyway === true;
  const plan = await client.call('planConfiguration', { body: { declaration, anyway } });
  await refusePlan(read, plan);
  if (options.json !== true) write(planInWords(read.file, plan));
  if (options.plan !== true) return applyPlan(read, plan, options, write);
  if (options.json === true) write(JSON.stringify({ ...plan, version: null }));
}

async function applyPlan(read: ReadConfiguration, plan: Plan, options: ApplyOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  const policy = await findNewPolicy(client, read);
  if (plan.changes.length === 0 && policy === null) {
    if (options.json === true) write(JSON.stringify({ ...plan, version: null }));
    return;
  }
  if (policy !== null && options.json !== true) write('The policy says something new: it will be proposed.\n');
  if (!(await isAgreed(options))) return write('Nothing was applied.');
  const declaration = read.inHand.configuration.organisation;
  const applied = await client.call('applyConfiguration', {
    body: { declaration, text: read.text, planId: plan.planId, anyway: options.anyway === true },
  });
  const proposed = policy === null ? null : await client.call('draftPolicyVersion', { body: policy });
  if (options.json === true) return write(JSON.stringify(policy === null ? applied : { ...applied, policy: proposed }));
  if (applied.version !== null)
    write(`Applied as version ${applied.version}. Every gateway works by it within a second.`);
  if (proposed === null) return;
  write(
    `The policy is proposed as version ${proposed.id}. Somebody else approves it: tokenward policy approve ${proposed.id}`,
  );
}

/** The policy of the file, unless a version that is active or on its way says just this. Applying changes no rule by itself. */
async function findNewPolicy(client: ControlClient, read: ReadConfiguration): Promise<PolicyDraft | null> {
  const { policy } = read.inHand.configuration;
  if (policy === null) return null;
  const { documentDigest } = await import('../../app/policy/document-digest.ts');
  const digest = documentDigest(policy);
  const { rows } = await client.call('listPolicyVersions', { query: { limit: 500 } });
  if (rows.some((row) => row.digest === digest && row.state !== 'withdrawn' && row.state !== 'retired')) return null;
  return { document: policy, source: read.text, note: `Declared in ${read.file}`, propose: true };
}

type PolicyDraft = BodyOf<'draftPolicyVersion'>;

/** What the file alone shows to be wrong; what it refers to and does not declare, the server knows. */
async function refuseFaults(read: ReadConfiguration): Promise<void> {
  const { checkDeclaration } = await import('../../app/settings/check-declaration.ts');
  const { faults } = checkDeclaration(read.inHand, { elsewhere: 'allowed', nowMs: Date.now() });
  if (faults.length > 0) refuseConfiguration(faults);
}

async function refusePlan(read: ReadConfiguration, plan: Plan): Promise<void> {
  const { lineOf } = await import('../../app/settings/check-declaration.ts');
  if (plan.faults.length > 0) refuseConfiguration(plan.faults.map((fault) => lineOf(read.inHand, fault)));
}

async function isAgreed(options: ApplyOptions): Promise<boolean> {
  if (options.yes === true) return true;
  if (!process.stdin.isTTY || options.json === true) {
    throw new CliFailure(
      'Nothing was applied: nobody can be asked here. Say --yes to apply, or --plan only to look.',
      2,
    );
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return /^y(es)?$/i.test((await terminal.question('Apply this? [y/N] ')).trim());
  } finally {
    terminal.close();
  }
}

function planInWords(file: string, plan: Plan): string {
  if (plan.changes.length === 0) {
    return `Nothing to change: the organisation is as ${file} declares it (${rows(plan.unchangedRows)}).`;
  }
  const marks = Object.entries(Object.groupBy(plan.changes, ({ action }) => MARKS[action]));
  const counts = marks.map(([mark, changes]) => `${changes?.length ?? 0} ${mark}`).join('  ');
  return `${plan.changes.flatMap(changeInWords).join('\n')}\n\n${counts}   ${rows(plan.unchangedRows)} unchanged\n`;
}

const MARKS = { create: '+', restore: '+', update: '~', take_over: '~', archive: '-' } as const;

function changeInWords(change: Change): readonly string[] {
  const mark = MARKS[change.action];
  // What is new is shown by its name; of a change each member is, with what it was.
  const members = mark === '~' ? change.members : [];
  const sentence = mark === '~' ? (change.sentence.split(': ')[0] ?? change.sentence) : change.sentence;
  return [
    `${mark} ${sentence}`,
    ...members.map(({ member, from, to }) => `    ${member}: ${JSON.stringify(from)} → ${JSON.stringify(to)}`),
  ];
}

function rows(many: number): string {
  return many === 1 ? '1 row' : `${many} rows`;
}
