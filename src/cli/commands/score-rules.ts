import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutTable } from '../output/table.ts';
import { moment } from '../output/words.ts';
import type { CommandHouse } from './command-files.ts';
import type { Write } from './write.ts';

type Version = AnswerOf<'proposeScoreFormula'>;
type ProposeOptions = ConnectionOptions & { readonly file: string; readonly note: string; readonly from?: string };

/** Versions of the formula, and scoring of everybody. */
export function addScoreRuleCommands(scores: Command, { write }: CommandHouse): void {
  const rules = scores
    .command('rules')
    .description('the published formula; versions are proposed by one person and published by another')
    .addHelpText(
      'after',
      '\nExamples:\n  tokenward scores rules show\n  tokenward scores rules propose --file formula.json --note "impact counts more"\n' +
        '  tokenward scores rules difference score-formula-000002\n  tokenward scores rules publish score-formula-000002',
    );
  withConnection(rules.command('show'))
    .description('the formula that scores this month with all its targets, and every version')
    .option('--formula', 'only the formula, as JSON to begin a proposal with')
    .addHelpText('after', '\nExample:\n  tokenward scores rules show --formula > formula.json')
    .action((options: ConnectionOptions & { readonly formula?: boolean }) => showRules(options, write));
  withConnection(rules.command('propose'))
    .description('propose the next version')
    .requiredOption('--file <file>', 'the formula, as YAML or JSON')
    .requiredOption('--note <text>', 'why; everybody reads it')
    .option('--from <month>', 'the first month that it scores; usually the next one')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward scores rules propose --file formula.json --note "impact counts more"',
    )
    .action((options: ProposeOptions) => propose(options, write));
  withConnection(rules.command('difference <id>'))
    .description('what a version would change of everybody together')
    .addHelpText('after', '\nExample:\n  tokenward scores rules difference score-formula-000002')
    .action((id: string, options: ConnectionOptions) => showDifference(id, options, write));
  const steps = [
    ['publish', 'publishScoreFormula', 'put a version into force that somebody else proposed'],
    ['withdraw', 'withdrawScoreFormula', 'withdraw a version that is proposed'],
  ] as const;
  for (const [verb, operation, description] of steps)
    withConnection(rules.command(`${verb} <id>`))
      .description(description)
      .addHelpText('after', `\nExample:\n  tokenward scores rules ${verb} score-formula-000002`)
      .action(async (id: string, options: ConnectionOptions) =>
        tellVersion(await runOperation(openConnection(options), operation, { params: { id } }), options, write),
      );
  addRuns(scores, write);
}

async function showRules(options: ConnectionOptions & { readonly formula?: boolean }, write: Write): Promise<void> {
  const shown = await openConnection(options).call('listScoreFormulas', {});
  const { inForce, rows, period } = shown;
  if (options.formula === true) return write(JSON.stringify(inForce.formula, null, 2));
  if (options.json === true) return write(JSON.stringify(shown));
  const { impact, safety, reuse, activity } = inForce.formula.weights;
  const halfway = Math.round(inForce.formula.impact.halfwayMicrodollars / 1_000_000);
  write(
    `Formula ${inForce.version} scores ${period}: ${impact} % impact, ${safety} % safety and compliance, ${reuse} % reuse, ${activity} % breadth.\n` +
      `Half of the points of impact at $${halfway} of net value a month; ${inForce.formula.impact.auditPercent} % of claims are measured by lot.\n`,
  );
  for (const version of rows) write(versionLine(version));
  if (rows.length === 0) write('No other version was proposed yet.');
}

async function propose(options: ProposeOptions, write: Write): Promise<void> {
  const { parseYamlFile } = await import('../../app/settings/parse-yaml-file.ts');
  const { ScoreFormula } = await import('../../contract/score-rules.ts');
  const parsed = parseYamlFile(readInputFile(options.file), options.file, ScoreFormula);
  if (parsed.kind === 'faults') throw new CliFailure(parsed.lines.join('\n'), 2);
  const body = { formula: parsed.value, note: options.note, fromPeriod: options.from ?? null };
  tellVersion(await runOperation(openConnection(options), 'proposeScoreFormula', { body }), options, write);
}

async function showDifference(id: string, options: ConnectionOptions, write: Write): Promise<void> {
  const shown = await openConnection(options).call('readScoreFormula', { params: { id } });
  if (options.json === true) return write(JSON.stringify(shown));
  const { version, people, higher, lower, meanPoints, byRule } = shown;
  write(versionLine(version));
  if (version.comparedPeriod === null)
    return write('What it would change is not looked at yet; ask again in a minute.');
  if (people < 5) return write(`Of ${version.comparedPeriod}: ${people} people; of fewer than five nothing is told.`);
  write(
    `Of ${version.comparedPeriod}, ${people} people: higher for ${higher}, lower for ${lower}, ${meanPoints.toFixed(2)} points on average.`,
  );
  for (const { rule, meanPoints: mean } of byRule) write(`  ${rule}: ${mean.toFixed(2)}`);
  write('Each person sees their own with "tokenward scores explain".');
}

function tellVersion(version: Version, options: ConnectionOptions, write: Write): void {
  write(options.json === true ? JSON.stringify(version) : versionLine(version));
}

function versionLine({ id, version, state, fromPeriod, proposedBy, publishedBy, note }: Version): string {
  const by =
    publishedBy === null ? `proposed by ${proposedBy}` : `proposed by ${proposedBy}, published by ${publishedBy}`;
  return `${id}  version ${version}, ${state}, from ${fromPeriod}, ${by}: ${note}`;
}

function addRuns(scores: Command, write: Write): void {
  withConnection(scores.command('run'))
    .description('have everybody scored anew, within a minute; usually each night does it')
    .option('--period <month>', 'of this month; usually the one that runs')
    .addHelpText('after', '\nExample:\n  tokenward scores run')
    .action(async (options: ConnectionOptions & { readonly period?: string }) => {
      const body = options.period === undefined ? {} : { period: options.period };
      const run = await runOperation(openConnection(options), 'orderScoreRun', { body });
      if (options.json === true) return write(JSON.stringify(run));
      write(
        `Ordered: everybody of ${run.period} is scored within a minute. "tokenward scores runs" tells when it is done.`,
      );
    });
  withConnection(scores.command('runs'))
    .description('when everybody was scored')
    .addHelpText('after', '\nExample:\n  tokenward scores runs')
    .action(async (options: ConnectionOptions) => {
      const shown = await openConnection(options).call('listScoreRuns', {});
      if (options.json === true) return write(JSON.stringify(shown));
      if (shown.rows.length === 0) return write('Nobody was scored yet: the house does it within its first minute.');
      const titles = ['ordered', 'month', 'state', 'people', 'outcomes', 'changed', 'took'];
      const rows = shown.rows.map((run) => [
        ...[moment(run.orderedAt), run.period, run.failure ?? run.state, String(run.people), String(run.outcomes)],
        ...[String(run.changed), `${(run.tookMs / 1_000).toFixed(1)} s`],
      ]);
      write(
        layOutTable(
          titles.map((title) => ({ title, align: 'left' })),
          rows,
        ),
      );
    });
}
