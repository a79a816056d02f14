import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Command } from 'commander';
import { CliFailure } from '../connection/cli-failure.ts';
import { type ConnectionOptions, openConnection, withConnection } from '../connection/open-connection.ts';
import { readInputFile, writeOutputFile } from '../output/named-file.ts';
import { readAssetFile, readVersionFile, writeAssetFile, writeVersionFile } from './library-files.ts';
import { type AssetInFolder, importAsset } from './library-import.ts';
import { tellVersion } from './tell-version.ts';
import type { Write } from './write.ts';

const ASSET_FILE = 'asset.yaml';

/** The library as files in git: one folder for each asset. */
export function addLibraryFileCommands(library: Command, write: Write): void {
  withConnection(library.command('draft <id> <file>'))
    .description('write the next version of an asset from a file: YAML between two lines of ---, then the text')
    .addHelpText('after', '\nExample:\n  tokenward library draft meeting-notes library/meeting-notes/v2.md')
    .action((id: string, file: string, options: ConnectionOptions) => draft(id, file, options, write));
  withConnection(library.command('import <folder>'))
    .description('bring the library to what a folder says; what is published already is left as it is')
    .addHelpText(
      'after',
      '\nApprovals are not imported: the owner of the use case approves. Importing twice changes nothing.\n' +
        '\nExample:\n  tokenward library import ./library',
    )
    .action((folder: string, options: ConnectionOptions) => importFolder(folder, options, write));
  withConnection(library.command('export <folder>'))
    .description('write every asset and version to a folder, for git')
    .addHelpText('after', '\nExample:\n  tokenward library export ./library')
    .action((folder: string, options: ConnectionOptions) => exportFolder(folder, options, write));
}

async function draft(id: string, file: string, options: ConnectionOptions, write: Write): Promise<void> {
  const read = readVersionFile(readInputFile(file), file);
  if (read.kind === 'faults') throw new CliFailure(`${read.lines.join('\n')}\nNothing was written.`, 2);
  const { state: _state, ...body } = read.content;
  tellVersion(await openConnection(options).call('draftLibraryVersion', { params: { id }, body }), options, write);
}

async function importFolder(folder: string, options: ConnectionOptions, write: Write): Promise<void> {
  const assets = inOrder(readFolder(folder));
  const client = openConnection(options);
  const changes: string[] = [];
  const faults: string[] = [];
  for (const asset of assets) {
    const imported = await importAsset(client, asset);
    changes.push(...imported.changes);
    faults.push(...imported.faults);
  }
  if (options.json === true) write(JSON.stringify({ assets: assets.length, changes, faults }));
  else
    write(
      changes.length === 0 ? `Nothing is new: ${assets.length} assets stand as the folder says.` : changes.join('\n'),
    );
  if (faults.length > 0) throw new CliFailure(`${faults.join('\n')}\nThe rest was imported.`);
}

/** All files are read before anything is sent: a fault of form changes nothing. */
function readFolder(folder: string): readonly AssetInFolder[] {
  const assets: AssetInFolder[] = [];
  const faults: string[] = [];
  for (const id of namesIn(folder)) {
    const file = join(folder, id, ASSET_FILE);
    if (!existsSync(file)) continue;
    const asset = readAssetFile(readInputFile(file), file);
    const versions: AssetInFolder['versions'][number][] = [];
    for (const name of namesIn(join(folder, id))) {
      const version = Number(/^v([1-9]\d{0,8})\.md$/.exec(name)?.[1]);
      if (Number.isNaN(version)) continue;
      const path = join(folder, id, name);
      const read = readVersionFile(readInputFile(path), path);
      if (read.kind === 'faults') faults.push(...read.lines);
      else versions.push({ version, content: read.content, placeOf: read.placeOf });
    }
    versions.sort((one, other) => one.version - other.version);
    if (asset.kind === 'faults') faults.push(...asset.lines);
    else assets.push({ id, content: asset.content, placeOf: asset.placeOf, versions });
  }
  if (faults.length > 0) throw new CliFailure(`${faults.join('\n')}\nNothing was imported.`, 2);
  if (assets.length === 0) throw new CliFailure(`${folder} has no folder with an ${ASSET_FILE} in it.`, 2);
  return assets;
}

function namesIn(folder: string): readonly string[] {
  if (!existsSync(folder)) throw new CliFailure(`There is no folder ${basename(folder)}.`, 2);
  return readdirSync(folder, { withFileTypes: true })
    .map(({ name }) => name)
    .sort();
}

/** What others were forked from comes before its forks, and what is used instead before what it follows. */
function inOrder(assets: readonly AssetInFolder[]): readonly AssetInFolder[] {
  const left = new Map(assets.map((asset) => [asset.id, asset]));
  const ordered: AssetInFolder[] = [];
  const take = (asset: AssetInFolder): void => {
    if (!left.delete(asset.id)) return;
    const { forkedFrom, deprecation } = asset.content;
    for (const id of [forkedFrom?.assetId, deprecation?.successorId]) {
      const earlier = left.get(id ?? '');
      if (earlier !== undefined) take(earlier);
    }
    ordered.push(asset);
  };
  for (const asset of assets) take(asset);
  return ordered;
}

async function exportFolder(folder: string, options: ConnectionOptions, write: Write): Promise<void> {
  const client = openConnection(options);
  let assets = 0;
  let versions = 0;
  for await (const asset of client.rows('listLibrary', { query: {} })) {
    const { id } = asset;
    mkdirSync(join(folder, id), { recursive: true });
    writeOutputFile(join(folder, id, ASSET_FILE), writeAssetFile(asset));
    assets += 1;
    for await (const version of client.rows('listLibraryVersions', { params: { id }, query: {} })) {
      writeOutputFile(join(folder, id, `v${version.version}.md`), writeVersionFile(version));
      versions += 1;
    }
  }
  if (options.json === true) return write(JSON.stringify({ folder, assets, versions }));
  write(`Wrote ${assets} assets with ${versions} versions to ${folder}.`);
}
