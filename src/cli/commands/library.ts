import type { Command } from 'commander';
import type { AnswerOf } from '../../contract/routes.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { runOperation } from '../connection/run-operation.ts';
import { layOutFields } from '../output/table.ts';
import { dollars, moment } from '../output/words.ts';
import { addBodyOptions, readBody } from './body-options.ts';
import type { CommandHouse } from './command-files.ts';
import { addLibraryFileCommands } from './library-file-commands.ts';
import { addLibraryProposalCommands } from './library-proposals.ts';
import { addLibrarySimilarityCommands } from './library-similarity.ts';
import { addLibraryUseCommands } from './library-use.ts';
import { showRows } from './show-rows.ts';
import { tellVersion } from './tell-version.ts';
import type { Write } from './write.ts';

type Asset = AnswerOf<'createLibraryAsset'>;
type Version = AnswerOf<'readLibraryVersion'>;
type Options = ConnectionOptions & Readonly<Record<string, unknown>>;
type ListOptions = ConnectionOptions & {
  readonly kind?: string;
  readonly useCase?: string;
  readonly status?: string;
};

export function addLibraryCommands(program: Command, house: CommandHouse): void {
  const library = program
    .command('library')
    .description('prompt templates and other assets that people make once and others use again')
    .addHelpText(
      'after',
      '\nA template is called by its name: send the header "tokenward-template: id@production" and its parameters as\n' +
        '"template_parameters" in the body. See docs/library.md.\n' +
        '\nExamples:\n  tokenward library list --kind template\n  tokenward library show meeting-notes\n  tokenward library reuse --last 12w',
    );
  addReadCommands(library, house.write);
  addAssetCommands(library, house.write);
  addVersionCommands(library, house.write);
  addLibraryProposalCommands(library, house.write);
  addLibraryUseCommands(library, house.write);
  addLibrarySimilarityCommands(library, house.write);
  addLibraryFileCommands(library, house.write);
}

function addReadCommands(library: Command, write: Write): void {
  withConnection(library.command('list'))
    .description('what can be used again')
    .option('--kind <kind>', 'template, agent, workflow, automation or playbook')
    .option('--use-case <id>', 'only those for this use case')
    .option('--status <status>', 'active or deprecated')
    .addHelpText('after', '\nExample:\n  tokenward library list --kind template')
    .action(async (options: ListOptions) => {
      const { kind, useCase, status } = options;
      const filters = { kind, useCaseId: useCase, status };
      const query = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
      const { rows } = await runOperation(openConnection(options), 'listLibrary', { query: { limit: 500, ...query } });
      if (options.json === true) return write(JSON.stringify({ rows }));
      if (rows.length === 0) return write('The library is empty: tokenward library create begins it.');
      const shown = rows.map((row) => ({ ...row, labels: labelsInWords(row) }));
      await showRows(shown, LISTED, { options, write });
    });
  withConnection(library.command('show <id>'))
    .description('one asset, its versions, and what the version in use says; --at: what another one says')
    .option('--at <version>', 'the number of a version')
    .addHelpText('after', '\nExample:\n  tokenward library show meeting-notes --at 2')
    .action((id: string, options: ConnectionOptions & { readonly at?: string }) => show(id, options, write));
}

const LISTED = ['id', 'kind', 'name', 'useCaseId', 'ownerPersonId', 'labels', 'status'];

async function show(id: string, options: ConnectionOptions & { readonly at?: string }, write: Write): Promise<void> {
  const client = openConnection(options);
  const asset = await client.call('readLibraryAsset', { params: { id } });
  const versions: Version[] = [];
  for await (const row of client.rows('listLibraryVersions', { params: { id }, query: {} })) versions.push(row);
  versions.sort((one, other) => one.version - other.version);
  if (options.json === true) return write(JSON.stringify({ ...asset, versions }));
  write(layOutFields(fieldsOf(asset)));
  if (versions.length === 0) return write('\nIt says nothing yet: tokenward library draft writes its first version.');
  write('');
  await showRows(
    versions.map((row) => ({ ...row, approvedBy: row.approvedBy ?? '-', publishedAt: row.publishedAt ?? '-' })),
    ['version', 'state', 'publishedAt', 'approvedBy', 'changeNotes'],
    { options, write },
  );
  const wanted = options.at === undefined ? asset.labels.production : Number(options.at);
  const version = versions.find((row) => row.version === wanted) ?? versions.at(-1);
  if (version !== undefined) write(`\n${versionInWords(version)}`);
}

function fieldsOf(asset: Asset): readonly (readonly [string, string])[] {
  const { forkedFrom, deprecation } = asset;
  return [
    ['id', asset.id],
    ['kind', asset.kind],
    ['name', asset.name],
    ['description', asset.description || '-'],
    ['use case', asset.useCaseId],
    ['owner', asset.ownerPersonId],
    ['labels', labelsInWords(asset)],
    ['starter set of', asset.starterRoles.join(', ') || '-'],
    ['forked from', forkedFrom === null ? '-' : `${forkedFrom.assetId}@${forkedFrom.version}`],
    ['status', deprecation === null ? asset.status : `deprecated: ${deprecation.reason}`],
    ['used instead', deprecation?.successorId ?? '-'],
    ['changed', moment(asset.updatedAt)],
  ];
}

function labelsInWords({ labels }: Pick<Asset, 'labels'>): string {
  const set = Object.entries(labels).map(([label, version]) => `${label} ${version}`);
  return set.join(', ') || '-';
}

function versionInWords(version: Version): string {
  const { expectedCostNanodollars: cost, expectedOutputTokens: tokens, parameters } = version;
  const fields = layOutFields([
    ['version', String(version.version)],
    ['meant for', `${version.dataClassMax} content at most`],
    ['stands as', version.place === 'system' ? 'instructions' : 'the question'],
    ['parameters', parameters.map(({ name, kind }) => `${name} (${kind})`).join(', ') || '-'],
    ['model', version.recommendedModel ?? '-'],
    ['a call costs', cost === null ? '-' : dollars(cost)],
    ['its answer has', tokens === null ? '-' : `${tokens} tokens`],
    ['found at', version.link ?? '-'],
  ]);
  return version.text === '' ? fields : `${fields}\n\n${version.text}`;
}

function addAssetCommands(library: Command, write: Write): void {
  addBodyOptions(withConnection(library.command('create')), 'createLibraryAsset')
    .description('add an asset; what it says is written next')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward library create --id meeting-notes --name "Meeting notes" --use-case-id summarising',
    )
    .action(async (options: Options) => {
      const body = readBody('createLibraryAsset', options);
      tellAsset(await runOperation(openConnection(options), 'createLibraryAsset', { body }), options, write);
    });
  addBodyOptions(withConnection(library.command('change <id>')), 'changeLibraryAsset')
    .description('change what is said of an asset')
    .addHelpText('after', '\nExample:\n  tokenward library change meeting-notes --starter-roles everyone')
    .action(async (id: string, options: Options) => {
      const request = { params: { id }, body: readBody('changeLibraryAsset', options) };
      tellAsset(await runOperation(openConnection(options), 'changeLibraryAsset', request), options, write);
    });
  addBodyOptions(withConnection(library.command('deprecate <id>')), 'deprecateLibraryAsset')
    .description('say that it should no longer be used, why, and what instead; callers are told')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward library deprecate notes --reason "too long" --successor-id meeting-notes',
    )
    .action(async (id: string, options: Options) => {
      const request = { params: { id }, body: readBody('deprecateLibraryAsset', options) };
      tellAsset(await runOperation(openConnection(options), 'deprecateLibraryAsset', request), options, write);
    });
  withConnection(library.command('restore <id>'))
    .description('take a deprecation back')
    .addHelpText('after', '\nExample:\n  tokenward library restore notes')
    .action(async (id: string, options: ConnectionOptions) =>
      tellAsset(await openConnection(options).call('restoreLibraryAsset', { params: { id } }), options, write),
    );
  addBodyOptions(withConnection(library.command('fork <from>')), 'forkLibraryAsset')
    .description('begin an asset of your own from another one; the lineage is kept')
    .addHelpText(
      'after',
      '\nExample:\n  tokenward library fork meeting-notes --id sales-notes --name "Notes for sales"',
    )
    .action(async (from: string, options: Options) => {
      const { version, ...members } = readBody('forkLibraryAsset', options);
      const body = { ...members, ...(typeof version === 'number' ? { version } : {}) };
      const fork = await runOperation(openConnection(options), 'forkLibraryAsset', { params: { id: from }, body });
      tellAsset(fork, options, write);
    });
}

function addVersionCommands(library: Command, write: Write): void {
  withConnection(library.command('publish <id> <version>'))
    .description('publish a version: from then on it never changes')
    .addHelpText('after', '\nExample:\n  tokenward library publish meeting-notes 2')
    .action(async (id: string, version: string, options: ConnectionOptions) => {
      const request = { params: { id, version } };
      tellVersion(await runOperation(openConnection(options), 'publishLibraryVersion', request), options, write);
    });
  withConnection(library.command('approve <id> <version>'))
    .description('approve a published or proposed version, as the owner of its use case')
    .option('--in-use', 'calls that name no version get this one from now on')
    .addHelpText('after', '\nExample:\n  tokenward library approve meeting-notes 2 --in-use')
    .action(async (id: string, version: string, options: ConnectionOptions & { readonly inUse?: boolean }) => {
      const request = { params: { id, version }, body: { inUse: options.inUse === true } };
      tellVersion(await runOperation(openConnection(options), 'approveLibraryVersion', request), options, write);
    });
  withConnection(library.command('label <id> <label> <version>'))
    .description('point "production" or "canary" at a version; "none" takes the label away')
    .addHelpText('after', '\nExample:\n  tokenward library label meeting-notes production 2')
    .action(async (id: string, label: string, version: string, options: ConnectionOptions) => {
      const body = { label, version: version === 'none' ? null : Number(version) };
      tellAsset(
        await runOperation(openConnection(options), 'labelLibraryAsset', { params: { id }, body }),
        options,
        write,
      );
    });
}

function tellAsset(asset: Asset, options: ConnectionOptions, write: Write): void {
  if (options.json === true) return write(JSON.stringify(asset));
  write(layOutFields(fieldsOf(asset)));
}
