import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readRange } from '../connection/read-range.ts';
import { runOperation } from '../connection/run-operation.ts';
import { readInputFile } from '../output/named-file.ts';
import { layOutFields, layOutTable } from '../output/table.ts';
import { count } from '../output/words.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import { showRow } from './rows.ts';
import { showRows } from './show-rows.ts';
import type { Write } from './write.ts';

type Options = ConnectionOptions & Readonly<Record<string, unknown>>;
type SpanOptions = ConnectionOptions & { readonly last?: string; readonly from?: string; readonly to?: string };
type Proposal = AnswerOf<'readMergeProposal'>;

/** What was built twice, what drifts from its template, what teams share. */
export function addLibrarySimilarityCommands(library: Command, write: Write): void {
  addLookCommands(library, write);
  addReportCommands(library, write);
  addMergeCommands(library, write);
  addRuleCommands(library, write);
}

function addLookCommands(library: Command, write: Write): void {
  withConnection(library.command('similar <file>'))
    .description('what the library has that says nearly the same as a text: look before you build')
    .addHelpText('after', '\nExample:\n  tokenward library similar prompt.md')
    .action(async (file: string, options: ConnectionOptions) => {
      const text = readInputFile(file);
      const { rows } = await runOperation(openConnection(options), 'findSimilarAssets', { body: { text } });
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('Nothing in the library says nearly that.');
      const shown = rows.map((row) => ({
        ...row,
        alike: `${row.similarityPercent} %`,
        'of its words': `${row.containedPercent} %`,
      }));
      await showRows(shown, ['assetId', 'version', 'kind', 'name', 'ownerPersonId', 'alike', 'of its words'], {
        options,
        write,
      });
    });
  withConnection(library.command('lineage <id>'))
    .description('where an asset comes from, and what was forked from it')
    .addHelpText('after', '\nExample:\n  tokenward library lineage sales-notes')
    .action(async (id: string, options: ConnectionOptions) => {
      const { origins, forks } = await openConnection(options).call('readLineage', { params: { id } });
      if (options.json === true) return write(JSON.stringify({ origins, forks }));
      if (origins.length + forks.length === 0)
        return write(`"${id}" was forked from nothing, and nothing was forked from it.`);
      const lines = [
        ...origins.toReversed().map((row) => `${row.assetId}@${row.version}  ${row.name} (${row.ownerPersonId})`),
        `${id}  ←`,
        ...forks.map((row) => `${'  '.repeat(row.distance)}${row.assetId}  ${row.name} (${row.ownerPersonId})`),
      ];
      write(lines.join('\n'));
    });
}

function withSpan(command: Command): Command {
  return withConnection(command)
    .option('--last <span>', 'for instance 7d or 12w; 30 days where nothing is said')
    .option('--from <moment>', 'inclusive')
    .option('--to <moment>', 'exclusive');
}

function addReportCommands(library: Command, write: Write): void {
  withSpan(library.command('drift [id]'))
    .description(
      'how far calls are from the templates that they are made of, and calls that are made of one without saying so',
    )
    .option('--by <what>', 'asset, version or team', 'asset')
    .addHelpText('after', '\nExample:\n  tokenward library drift meeting-notes --by version --last 12w')
    .action(async (id: string | undefined, options: SpanOptions & { readonly by: string }) => {
      const query = { ...readRange(options), by: options.by, ...(id === undefined ? {} : { assetId: id }) };
      const answer = await runOperation(openConnection(options), 'readTemplateDrift', { query });
      if (options.json === true) return write(JSON.stringify(answer));
      if (answer.rows.length === 0) return write(`No call of this time was looked at. ${WHETHER_ON}`);
      write(
        layOutTable(
          ['asset', 'version', 'teams', 'named', 'not named', 'drifted', 'median kept'].map(leftOf),
          answer.rows.map((row) => [
            row.assetId,
            row.version === null ? '-' : String(row.version),
            row.teamIds?.join(', ') ?? '-',
            count(row.named),
            count(row.unnamed),
            row.driftedPercent === null ? 'too few' : `${row.driftedPercent} %`,
            row.keptTenthsMedian === null ? '-' : `${row.keptTenthsMedian * 10} %`,
          ]),
        ),
      );
    });
  withSpan(library.command('signals'))
    .description('what teams share: tasks from the library, assets given and taken, prompts sent once')
    .addHelpText('after', '\nExample:\n  tokenward library signals --last 4w')
    .action(async (options: SpanOptions) => {
      const answer = await runOperation(openConnection(options), 'readLibrarySignals', { query: readRange(options) });
      if (options.json === true) return write(JSON.stringify(answer));
      if (answer.rows.length === 0) return write('No group of five people or more worked in this time.');
      write(
        layOutTable(
          ['teams', 'people', 'tasks', 'from the library', 'given', 'taken', 'one-off prompts'].map(leftOf),
          answer.rows.map((row) => [
            row.teamIds.join(', ') || '-',
            count(row.people),
            count(row.tasks),
            share(row.libraryPercent, row.libraryChange),
            count(row.sharedAssets),
            count(row.adoptedAssets),
            share(row.oneOffPercent, row.oneOffChange),
          ]),
        ),
      );
      write(`\nIn brackets: percent points since the same time before. ${WHETHER_ON}`);
    });
  withSpan(library.command('starter-sets'))
    .description('what each role starts from, and how many of its people use it')
    .addHelpText('after', '\nExample:\n  tokenward library starter-sets --last 12w')
    .action(async (options: SpanOptions) => {
      const answer = await runOperation(openConnection(options), 'listStarterRoles', { query: readRange(options) });
      if (options.json === true) return write(JSON.stringify(answer));
      if (answer.rows.length === 0)
        return write('No role starts from anything yet: tokenward library change <id> --starter-roles everyone.');
      const rows = answer.rows.flatMap(({ role, people, assets }) =>
        assets.map(({ assetId, kind, name, usedPercent }) => [
          ...[role, people === null ? 'under 5' : count(people), assetId, kind, name],
          usedPercent === null ? '-' : `${usedPercent} %`,
        ]),
      );
      write(layOutTable(['role', 'people', 'asset', 'kind', 'what for', 'used by'].map(leftOf), rows));
    });
}

const WHETHER_ON = '"tokenward library similarity" says whether prompts are looked at.';

function addMergeCommands(library: Command, write: Write): void {
  withConnection(library.command('merges [id]'))
    .description('what may become one: assets that say nearly the same, and prompts that several teams wrote')
    .option('--state <state>', 'proposed, accepted, declined or undone', 'proposed')
    .addHelpText('after', '\nExample:\n  tokenward library merges --state accepted')
    .action(async (id: string | undefined, options: Options) => {
      if (id !== undefined)
        return tellProposal(
          await openConnection(options).call('readMergeProposal', { params: { id } }),
          options,
          write,
        );
      const query = { limit: 500, state: options['state'] };
      const { rows } = await runOperation(openConnection(options), 'listMergeProposals', { query });
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('Nothing of that kind was found.');
      const shown = rows.map((row) => ({ ...row, alike: `${row.similarityPercent} %`, about: aboutOf(row) }));
      await showRows(shown, ['id', 'kind', 'about', 'alike', 'teamIds', 'state'], { options, write });
    });
  withConnection(library.command('merge <kept> <merged>'))
    .description('propose that the second asset becomes the first')
    .addHelpText('after', '\nExample:\n  tokenward library merge meeting-notes sales-notes')
    .action(async (keptAssetId: string, mergedAssetId: string, options: ConnectionOptions) => {
      const body = { keptAssetId, mergedAssetId };
      tellProposal(await runOperation(openConnection(options), 'proposeMerge', { body }), options, write);
    });
  const decision = (operation: 'acceptMerge' | 'declineMerge' | 'undoMerge', description: string): void => {
    const name = operation.replace('Merge', '');
    addBodyOptions(withConnection(library.command(`${name}-merge <id>`)), operation)
      .description(description)
      .addHelpText('after', `\nExample:\n  tokenward library ${name}-merge 0190... --reason "looked at both"`)
      .action(async (id: string, options: Options) => {
        const request = { params: { id }, body: readBody(operation, options) };
        tellProposal(await runOperation(openConnection(options), operation, request), options, write);
      });
  };
  decision('acceptMerge', 'make one of two: what goes is deprecated, still serves, and leads to what stays');
  decision('declineMerge', 'say that they stay two; the pair is not found again until one has a new version');
  decision('undoMerge', 'take an accepted merge back');
}

function addRuleCommands(library: Command, write: Write): void {
  const rule = library
    .command('similarity')
    .description('what fingerprints are taken of; they are off until somebody asks for them');
  withConnection(rule.command('show', { isDefault: true }))
    .description('whether prompts are looked at, of which use cases, and for how long that is kept')
    .addHelpText('after', '\nExample:\n  tokenward library similarity')
    .action(async (options: Options) =>
      showRow(await openConnection(options).call('readSimilarityRule', {}), options, write),
    );
  addBodyOptions(withConnection(rule.command('change')), 'changeSimilarityRule')
    .description('change it; people read in "tokenward me rules" that it is on')
    .addHelpText('after', '\nExample:\n  tokenward library similarity change --mode on --keep-days 30')
    .action(async (options: Options) => {
      const body = readBody('changeSimilarityRule', options);
      showRow(await runOperation(openConnection(options), 'changeSimilarityRule', { body }), options, write);
    });
}

function aboutOf({ kept, merged, prompts, people }: Proposal): string {
  if (merged === null) return `${prompts} prompts of ${people} people${kept === null ? '' : `: ${kept.assetId}`}`;
  return `${merged.assetId} into ${kept?.assetId ?? '-'}`;
}

function tellProposal(proposal: Proposal, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(proposal));
  write(
    layOutFields([
      ['id', proposal.id],
      ['about', aboutOf(proposal)],
      ['alike', `${proposal.similarityPercent} %`],
      ['teams', proposal.teamIds.join(', ') || '-'],
      ['use cases', proposal.useCaseIds.join(', ') || '-'],
      ['state', proposal.state],
      ['decided by', proposal.decidedBy ?? '-'],
      ['because', proposal.decisionReason ?? '-'],
    ]),
  );
}

function share(percent: number | null, change: number | null): string {
  if (percent === null) return 'too few';
  return change === null ? `${percent} %` : `${percent} % (${change > 0 ? '+' : ''}${change})`;
}

function leftOf(title: string): { readonly title: string; readonly align: 'left' } {
  return { title, align: 'left' };
}
