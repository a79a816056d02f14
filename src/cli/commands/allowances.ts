import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import { moment, zoneNote } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type RuleVersion = AnswerOf<'publishAllowanceRule'>;
type Evaluation = AnswerOf<'previewAllowance'> | AnswerOf<'evaluateAllowance'>;
type RuleOptions = ConnectionOptions & { readonly publish?: string; readonly note?: string };

export function addAllowanceCommands(program: Command, { write }: CommandHouse): void {
  const allowances = program
    .command('allowances')
    .description(
      'what envelopes get beside their cap, by a published rule over documented use, outcomes and compliance',
    )
    .addHelpText(
      'after',
      '\nThe base is the cap. Tranches come on top while a period runs, and nothing is taken away inside it.\n' +
        '\nExamples:\n  tokenward allowances rule\n  tokenward allowances preview support\n' +
        '  tokenward allowances rule --publish rule.yaml --note "impact counts more"',
    );
  withConnection(allowances.command('rule'))
    .description('show the rule, or publish its next version')
    .option('--publish <file>', 'the next version, as YAML or JSON')
    .option('--note <text>', 'with --publish: why; everybody reads it')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward allowances rule\n  tokenward allowances rule --publish rule.yaml --note "impact counts more"',
    )
    .action((options: RuleOptions) => rule(options, write));
  withConnection(allowances.command('preview <envelope>'))
    .description('what the rule would give an envelope now, and why')
    .option('--draft <file>', 'by this rule instead of the published one')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward allowances preview support\n  tokenward allowances preview support --draft rule.yaml',
    )
    .action(async (envelopeId: string, options: ConnectionOptions & { readonly draft?: string }) => {
      const draft = options.draft === undefined ? {} : { draft: await readRule(options.draft) };
      const body = { envelopeId, ...draft };
      showEvaluation(await runOperation(openConnection(options), 'previewAllowance', { body }), options, write);
    });
  withConnection(allowances.command('try <file>'))
    .description('what a draft of the rule would give every envelope that it is for; nothing is kept')
    .addHelpText('after', '\nExample:\n  tokenward allowances try rule.yaml')
    .action(async (file: string, options: ConnectionOptions) => {
      const body = { rule: await readRule(file) };
      const seen = await runOperation(openConnection(options), 'previewAllowanceRule', { body });
      write(options.json === true ? JSON.stringify(seen) : previewInWords(seen));
    });
  withConnection(allowances.command('evaluate <envelope>'))
    .description('judge the rule now, and add what it unlocks')
    .addHelpText('after', '\nExample:\n  tokenward allowances evaluate support')
    .action(async (envelopeId: string, options: ConnectionOptions) => {
      const body = { envelopeId };
      showEvaluation(await runOperation(openConnection(options), 'evaluateAllowance', { body }), options, write);
    });
  withConnection(allowances.command('history'))
    .description('what the rule gave, when and by which version')
    .option('--envelope-id <id>', 'only this envelope')
    .addHelpText('after', '\nExample:\n  tokenward allowances history --envelope-id support')
    .action((options: ConnectionOptions & { readonly envelopeId?: string }) => history(options, write));
}

async function rule(options: RuleOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  if (options.publish !== undefined) {
    if (options.note === undefined) throw new CliFailure('Say why with --note "…": everybody reads it.', 2);
    const body = { rule: await readRule(options.publish), note: options.note };
    const published = await runOperation(client, 'publishAllowanceRule', { body });
    if (options.json === true) return write(JSON.stringify(published));
    write(`Published version ${published.version}. It is judged as each period begins, and when somebody asks.\n`);
    return showRule(published, write);
  }
  const shown = await client.call('readAllowanceRule', {});
  if (options.json === true) return write(JSON.stringify(shown));
  if (shown.current === null)
    return write(
      'No rule is published: allowances are the caps of their envelopes. See "tokenward allowances --help".',
    );
  showRule(shown.current, write);
  for (const { version, note, publishedBy, publishedAt } of shown.earlier)
    write(`Before: version ${version} of ${moment(publishedAt)} by ${publishedBy}: ${note}`);
}

function showRule({ version, rule: said, note, publishedBy, publishedAt }: RuleVersion, write: Write): void {
  const forWhom = [...said.envelopeIds, ...said.scopedBy.map((word) => `envelopes of one ${word.replace('_', ' ')}`)];
  write(`Version ${version} of ${moment(publishedAt)} by ${publishedBy}: ${note}`);
  write(`For ${forWhom.join(', ')}; inputs of ${said.windowDays} days, from ${said.callsMin} calls on.\n`);
  const rows = said.tranches.map(({ id, name, percentOfCap, conditions }) => [
    id,
    name,
    `${percentOfCap} % of the cap`,
    conditions.map(({ input, is, value }) => `${input} ${is.replace('_', ' ')} ${value}`).join(' and '),
  ]);
  write(
    layOutTable(
      ['tranche', 'name', 'adds', 'when'].map((title) => ({ title, align: 'left' })),
      rows,
    ),
  );
  write(`\n${zoneNote()}`);
}

function showEvaluation(evaluation: Evaluation, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(evaluation));
  write(`"${evaluation.envelopeId}": ${evaluation.sentence}\n`);
  for (const { name, state, amount, why } of evaluation.tranches) {
    write(`${STATE_WORDS[state]}: ${name}, ${amount.amount}`);
    for (const sentence of why) write(`  ${sentence}`);
  }
  write(`\nThe period is ${moment(evaluation.periodStart)} to ${moment(evaluation.periodEnd)}. ${zoneNote()}`);
}

function previewInWords({ envelopes, judged, totals, rows }: AnswerOf<'previewAllowanceRule'>): string {
  const sums = totals.map(({ unit, base, granted }) => `${granted.amount} beside ${base.amount} ${unit}`);
  return [
    `For ${envelopes} envelopes, ${judged} of them judged: ${sums.join('; ') || 'nothing'}.\n`,
    ...rows.map(({ envelopeId, sentence }) => `"${envelopeId}": ${sentence}`),
  ].join('\n');
}

const STATE_WORDS: Readonly<Record<Evaluation['tranches'][number]['state'], string>> = {
  unlocked: 'Unlocked',
  kept: 'Unlocked earlier in this period',
  locked: 'Locked',
  not_measured: 'Not measured yet',
};

async function history(options: ConnectionOptions & { readonly envelopeId?: string }, write: Write): Promise<void> {
  const query = options.envelopeId === undefined ? {} : { envelopeId: options.envelopeId };
  const rows: AnswerOf<'evaluateAllowance'>[] = [];
  for await (const row of openConnection(options).rows('listAllowanceEvaluations', { query })) rows.push(row);
  if (options.json === true) return write(JSON.stringify({ rows }));
  if (rows.length === 0) return write('The rule has given nothing yet.');
  const titles = ['when', 'envelope', 'added', 'unlocked', 'rule', 'by'];
  const table = layOutTable(
    titles.map((title) => ({ title, align: 'left' })),
    rows.map((row) => [
      moment(row.evaluatedAt),
      row.envelopeId,
      row.granted.amount,
      row.tranches.flatMap(({ id, state }) => (state === 'unlocked' ? [id] : [])).join(', ') || '-',
      String(row.ruleVersion),
      row.evaluatedBy ?? 'the house',
    ]),
  );
  write(`${table}\n\n${zoneNote()}`);
}

/** YAML reads JSON as well; each fault is told with its place in the file. */
async function readRule(file: string): Promise<unknown> {
  const { parseYamlFile } = await import('../../app/settings/parse-yaml-file.ts');
  const { AllowanceRule } = await import('../../contract/allowances.ts');
  const parsed = parseYamlFile(readInputFile(file), file, AllowanceRule);
  if (parsed.kind === 'faults') throw new CliFailure(parsed.lines.join('\n'), 2);
  return parsed.value;
}
